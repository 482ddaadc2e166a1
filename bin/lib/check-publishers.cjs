// Tools that publish files for a release, as bin/check-clients runs them: TOOL PROJECT PACKAGE VERSION FILE...
// They run in the present folder, which is a Git repository for release-it.
const { pathToFileURL } = require('url');

const [tool, project, packageName, version, ...files] = process.argv.slice(2);
const url = process.env.GITLAB_URL;
const repositoryUrl = `${url}/${project}.git`;
const load = (name) => import(pathToFileURL(require.resolve(name)));

const tools = {
  async 'semantic-release'() {
    const plugin = await load('@semantic-release/gitlab');
    const config = {
      gitlabUrl: url,
      assets: files.map((path) => ({ path, target: 'generic_package', packageName })),
    };
    const context = {
      cwd: process.cwd(),
      env: { GL_TOKEN: process.env.GITLAB_TOKEN },
      options: { repositoryUrl },
      nextRelease: { gitTag: `v${version}`, gitHead: 'main', notes: 'Notes', version },
      logger: { log() {}, error: console.error },
    };
    await plugin.verifyConditions(config, context);
    await plugin.publish(config, context);
  },
  async 'release-it'() {
    const { default: release } = await load('release-it');
    await release({
      ci: true,
      increment: version,
      git: { pushRepo: repositoryUrl, commit: false, tag: false, push: false, requireUpstream: false, requireCleanWorkingDir: false },
      npm: false,
      gitlab: {
        release: true,
        pushRepo: repositoryUrl,
        // It would ask who it is, and whether that is a member.
        skipChecks: true,
        origin: url,
        tokenRef: 'GITLAB_TOKEN',
        assets: files,
        useGenericPackageRepositoryForAssets: true,
        genericPackageRepositoryName: packageName,
      },
    });
  },
};

tools[tool]().catch((error) => {
  console.error(error);
  process.exit(1);
});
