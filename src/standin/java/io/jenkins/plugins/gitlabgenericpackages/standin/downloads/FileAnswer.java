package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;

/** Answers of both origins of the test double with a file or a part of it. */
public record FileAnswer(StoredFile file, boolean ranges, Effect fault) {
    public Answer to(HttpFields request) {
        long size = fault.sizeOf(file.size());
        ByteRange range = ranges && ifRangeHolds(request) ? ByteRange.of(request.get("Range"), size) : null;
        if (range == null) {
            return part(200, new ByteRange(0, size));
        }
        if (!range.isSatisfiable()) {
            return Answer.empty(416).with("Content-Range", "bytes */" + size);
        }
        return part(206, range).with("Content-Range", "bytes " + range.start() + "-" + (range.end() - 1) + "/" + size);
    }

    private boolean ifRangeHolds(HttpFields request) {
        String condition = request.get("If-Range");
        return condition == null || condition.equals(file.etag()) || condition.equals(lastModified());
    }

    private Answer part(int status, ByteRange range) {
        FileBody body = new FileBody(file.blob(), range.start(), range.length(), fault);
        Answer answer = new Answer(status, HttpFields.build(), body)
                .with("Content-Type", "application/octet-stream")
                .with("Content-Disposition", disposition())
                .with("ETag", file.etag())
                .with("Last-Modified", lastModified());
        return ranges ? answer.with("Accept-Ranges", "bytes") : answer;
    }

    private String disposition() {
        String name = file.fileName();
        String printable = name.replaceAll("[^ -~]|[\"\\\\]", "_");
        return "attachment; filename=\"" + printable + "\"; filename*=UTF-8''" + Percent.encode(name);
    }

    private String lastModified() {
        return DateGenerator.formatDate(file.createdAt().toEpochMilli());
    }
}
