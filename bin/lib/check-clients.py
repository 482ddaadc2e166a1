"""python-gitlab, as bin/check-clients asks for it: COMMAND PROJECT [PACKAGE VERSION [FILE_NAME PATH]]."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote

import gitlab

command, project_id, *what = sys.argv[1:]
client = gitlab.Gitlab(os.environ["GITLAB_URL"], private_token=os.environ["GITLAB_TOKEN"])
project = client.projects.get(project_id)


def package(name, version):
    newest_first = project.packages.list(
        package_type="generic", package_name=name, order_by="created_at", sort="desc", get_all=True
    )
    found = next(each for each in newest_first if (each.name, each.version) == (name, version))
    return project.packages.get(found.id)


if command == "project":
    print(project.id, project.path_with_namespace)
elif command == "upload":
    project.generic_packages.upload(*what[:3], path=what[3])
elif command == "download":
    Path(what[3]).write_bytes(project.generic_packages.download(*what[:3]))
elif command == "list":
    for file in package(*what).package_files.list(get_all=True):
        print(unquote(file.file_name), file.file_sha256, file.size)
elif command == "delete":
    package(*what).delete()
else:
    sys.exit("no such command: " + command)
