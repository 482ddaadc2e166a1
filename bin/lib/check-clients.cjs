// @gitbeaker/rest, as bin/check-clients asks for it: COMMAND PROJECT [PACKAGE VERSION [FILE_NAME PATH]].
const { readFileSync, writeFileSync } = require('fs');
const { Gitlab } = require('@gitbeaker/rest');

const [command, project, name, version, fileName, path] = process.argv.slice(2);
const client = new Gitlab({ host: process.env.GITLAB_URL, token: process.env.GITLAB_TOKEN });

async function idOfPackage() {
  const newestFirst = await client.Packages.all({
    projectId: project, packageType: 'generic', packageName: name, orderBy: 'created_at', sort: 'desc',
  });
  return newestFirst.find((each) => each.name === name && each.version === version).id;
}

const commands = {
  async project() {
    const found = await client.Projects.show(project);
    console.log(found.id, found.path_with_namespace);
  },
  async upload() {
    await client.PackageRegistry.publish(project, name, version, { filename: fileName, content: new Blob([readFileSync(path)]) });
  },
  async download() {
    const content = await client.PackageRegistry.download(project, name, version, fileName);
    writeFileSync(path, Buffer.from(await new Response(content).arrayBuffer()));
  },
  async list() {
    const found = await client.Packages.show(project, await idOfPackage());
    for (const file of await client.Packages.allFiles(project, found.id)) {
      console.log(decodeURIComponent(file.file_name), file.file_sha256, file.size);
    }
  },
  async delete() {
    await client.Packages.remove(project, await idOfPackage());
  },
};

commands[command]().catch((error) => {
  console.error(error);
  process.exit(1);
});
