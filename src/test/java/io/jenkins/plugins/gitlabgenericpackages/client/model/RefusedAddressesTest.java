package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.util.List;
import java.util.function.Function;
import org.junit.Test;

/** Whoever gives an address with a password or a token in it, in whatever field, does not read it again in a log. */
public class RefusedAddressesTest {
    private static final String GITLAB = "https://gitlab.example.com";
    private static final List<String> ADDRESSES = List.of(
            "https://gitlab.example.com/app?private_token=s3cret",
            "https://gitlab.example.com/app#s3cret",
            "https://gitlab.example.com/group/a b?private_token=s3cret",
            "https://gitlab.example.com/group/a b?private_token=x@s3cret",
            "gitlab.example.com/group/app?private_token=s3cret",
            "group/app#s3cret",
            "https://ci:s3cret@gitlab.example.com/app",
            "https://ci:pa/s3cret@gitlab.example.com/group/app",
            "https://ci:12/s3cret@gitlab.example.com/group/app",
            "https://s3cret:12/x@gitlab.example.com/group/app",
            "https://s3cret/x@gitlab.example.com/group/app",
            "https://s3cret?x@gitlab.example.com/group/app",
            "https://s3cret#x@gitlab.example.com/group/app",
            "https://ci:pa?s3cret@gitlab.example.com/group/app",
            "https://ci:pa@s3cret@gitlab.example.com/group/app",
            "https://ci:pa's3cret@gitlab.example.com/app",
            "ssh://git:pa/s3cret@gitlab.example.com/group/app",
            "ftp://ci:s3cret@gitlab.example.com/group/app",
            "ci:s3cret@gitlab.example.com/group/app",
            "git@s3cret:x@gitlab.example.com:group/app",
            "glpat-s3cret");

    @Test
    public void noFieldQuotesTheSecretOfAnAddress() {
        List<Function<String, Object>> fields = List.of(
                given -> ProjectId.of(given, GITLAB),
                ProjectId::checked,
                given -> new Registry(GITLAB, given, Token.anonymous()).where());
        for (String address : ADDRESSES) {
            for (Function<String, Object> field : fields) {
                assertThat(address, said(field, address), not(containsString("s3cret")));
            }
        }
    }

    @Test
    public void noOtherFieldQuotesAnAddress() {
        List<Function<String, Object>> fields = List.of(
                HttpAddress::parseStrict,
                GitLabUrl::frontPage,
                VersionRule::new,
                PackageFileName::forUpload,
                name -> new GenericPackage(name, "1.0"),
                version -> new GenericPackage("app", version));
        for (String address : ADDRESSES) {
            for (Function<String, Object> field : fields) {
                if (address.contains("://")) {
                    assertThat(address, said(field, address), not(containsString("s3cret")));
                }
            }
        }
    }

    @Test
    public void whatIsNoAddressIsQuoted() {
        assertThat(said(ProjectId::checked, "app"), startsWith("projectId 'app' is neither a number nor"));
        assertThat(said(VersionRule::new, "1/0"), startsWith("packageVersion '1/0' is neither"));
    }

    private static String said(Function<String, Object> field, String given) {
        try {
            return field.apply(given).toString();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    public void addressOfWhatIsNoProjectIsTold() {
        for (String address : List.of(
                "https://gitlab.example.com/api/v4/groups/7/packages",
                "https://gitlab.example.com/groups/group/app/-/packages",
                "https://gitlab.example.com/api/v4",
                "https://gitlab.example.com/-/profile",
                "https://gitlab.example.com/",
                "api/v4/projects/")) {
            String message = assertThrows(InvalidRequestException.class, () -> ProjectId.of(address, GITLAB))
                    .getMessage();
            assertThat(address, message, containsString("is neither a number nor a full path"));
        }
    }
}
