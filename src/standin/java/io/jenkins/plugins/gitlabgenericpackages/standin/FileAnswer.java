package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Answers of both origins of the test double with a file or a part of it. */
record FileAnswer(StoredFile file, Options options, Fault fault) {
    // The JDK's own RFC 1123 format leaves out the leading zero of the day that HTTP demands.
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    HttpResponse to(Headers request) {
        long size = fault.sizeOf(file);
        ByteRange range = options.ranges && ifRangeHolds(request) ? ByteRange.of(request.first("Range"), size) : null;
        if (range == null) {
            return part(200, new ByteRange(0, size));
        }
        if (!range.isSatisfiable()) {
            return HttpResponse.empty(416).with("Content-Range", "bytes */" + size);
        }
        return part(206, range).with("Content-Range", "bytes " + range.start() + "-" + (range.end() - 1) + "/" + size);
    }

    private boolean ifRangeHolds(Headers request) {
        String condition = request.first("If-Range");
        return condition == null || condition.equals(file.etag()) || condition.equals(lastModified());
    }

    private HttpResponse part(int status, ByteRange range) {
        Headers headers = new Headers()
                .with("Content-Type", "application/octet-stream")
                .with("Content-Disposition", disposition())
                .with("ETag", file.etag())
                .with("Last-Modified", lastModified());
        if (options.ranges) {
            headers.with("Accept-Ranges", "bytes");
        }
        return new HttpResponse(status, headers, new FileContent(file.blob(), range.start(), range.length(), fault));
    }

    private String disposition() {
        String name = file.fileName();
        String printable = name.replaceAll("[^ -~]|[\"\\\\]", "_");
        return "attachment; filename=\"" + printable + "\"; filename*=UTF-8''" + Percent.encode(name);
    }

    private String lastModified() {
        return HTTP_DATE.format(file.createdAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
}
