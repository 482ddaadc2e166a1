import io.jenkins.plugins.gitlabgenericpackages.client.archives.UnpackLimits;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.nio.file.Path;

/** Unpacks an archive, without its top folder, into a folder that is not there: what a download does behind its last byte. */
class Unpack {
    public static void main(String[] args) throws Exception {
        Path archive = Path.of(args[0]);
        new Unpacking(1, UnpackLimits.DEFAULT)
                .unpack(archive, ArchiveFormat.of(args[0]).orElseThrow(), Path.of(args[1]));
    }
}
