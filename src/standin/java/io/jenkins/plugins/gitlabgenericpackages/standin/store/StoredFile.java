package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.json.JSONObject;

/**
 * A file of the stand-in registry (a test double). Immutable.
 *
 * @param fileName the stored name, in which folders are encoded: {@code path%2Fto%2Ffile}
 * @param blob where its bytes are
 */
public record StoredFile(
        long id, long packageId, String fileName, long size, String sha256, Instant createdAt, Path blob) {

    public JSONObject toJson(boolean withMd5) {
        return new JSONObject()
                .put("id", id)
                .put("package_id", packageId)
                .put("created_at", createdAt.toString())
                .put("file_name", fileName)
                .put("size", size)
                .put("file_md5", withMd5 ? md5() : JSONObject.NULL)
                .put("file_sha1", JSONObject.NULL)
                .put("file_sha256", sha256);
    }

    private String md5() {
        try (InputStream in = Files.newInputStream(blob)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String etag() {
        return '"' + sha256.substring(0, 32) + '"';
    }
}
