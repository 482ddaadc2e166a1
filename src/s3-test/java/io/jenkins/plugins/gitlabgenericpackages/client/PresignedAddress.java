package io.jenkins.plugins.gitlabgenericpackages.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of S3 that say by themselves who made them: Amazon's signature version 4 in the query, as GitLab hands them
 * out for direct downloads.
 *
 * @param origin scheme, host and port of the server
 */
record PresignedAddress(URI origin, String accessKey, String secretKey) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String REGION_AND_SERVICE = "/us-east-1/s3/aws4_request";

    /** @param path the path, encoded already */
    URI of(String method, String path, Map<String, String> query, Instant from, Duration life) {
        String time = TIME.format(from);
        String scope = time.substring(0, 8) + REGION_AND_SERVICE;
        SortedMap<String, String> signed = new TreeMap<>(query);
        signed.put("X-Amz-Algorithm", ALGORITHM);
        signed.put("X-Amz-Credential", accessKey + "/" + scope);
        signed.put("X-Amz-Date", time);
        signed.put("X-Amz-Expires", Long.toString(life.toSeconds()));
        signed.put("X-Amz-SignedHeaders", "host");
        String encoded = signed.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        String request = String.join(
                "\n", method, path, encoded, "host:" + origin.getAuthority(), "", "host", "UNSIGNED-PAYLOAD");
        String toSign = String.join("\n", ALGORITHM, time, scope, sha256(request));
        return URI.create(origin + path + "?" + encoded + "&X-Amz-Signature=" + signature(scope, toSign));
    }

    private String signature(String scope, String toSign) {
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Encodes as Amazon wants it; URLEncoder does so for forms. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
