package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MimeTypes;

/**
 * Answers of both origins of the test double with a file or a part of it.
 *
 * @param etag as the origin tells it; a weak one holds for no part
 */
public record FileAnswer(StoredFile file, String etag, boolean ranges, Effect fault) {
    private static final MimeTypes TYPES = new MimeTypes();

    /** Returns how Rails tells a file on disk: its entity tag is weak. */
    public static FileAnswer fromDisk(StoredFile file, boolean ranges, Effect fault) {
        return new FileAnswer(file, "W/" + file.etag(), ranges, fault);
    }

    /** Returns how an object storage tells a file. */
    public static FileAnswer fromStorage(StoredFile file, boolean ranges, Effect fault) {
        return new FileAnswer(file, file.etag(), ranges, fault);
    }

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
        boolean strong = etag.startsWith("\"");
        return condition == null || strong && condition.equals(etag) || condition.equals(lastModified());
    }

    private Answer part(int status, ByteRange range) {
        FileBody body = new FileBody(file.blob(), range.start(), range.length(), fault);
        Answer answer = new Answer(status, HttpFields.build(), body)
                .with("Content-Type", contentType(file.fileName()))
                .with("Content-Disposition", disposition())
                .with("ETag", etag)
                .with("Last-Modified", lastModified());
        return ranges ? answer.with("Accept-Ranges", "bytes") : answer;
    }

    /** Returns the type that the file's extension stands for. */
    public static String contentType(String fileName) {
        String known = TYPES.getMimeByExtension(fileName);
        return known == null ? "application/octet-stream" : known;
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
