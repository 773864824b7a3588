"""Checks that a running sotay describes itself by a valid OpenAPI 3.1 document that keeps its promises.

usage: python openapi.py --url http://127.0.0.1:8080
"""

import argparse
import json
import sys
import urllib.request

from openapi_spec_validator import OpenAPIV31SpecValidator

VERBS = {"get", "put", "post", "delete", "patch"}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--url", default="http://127.0.0.1:8080", help="where sotay answers")
    url = arguments.parse_args().url.rstrip("/")
    with urllib.request.urlopen(f"{url}/openapi.json") as answer:
        document = json.load(answer)
    complaints = [f"{'/'.join(map(str, error.path))}: {error.message}"
                  for error in OpenAPIV31SpecValidator(document).iter_errors()]
    complaints += promises_not_kept(document)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    calls = sum(len(VERBS & path.keys()) for path in document["paths"].values())
    print(f"openapi.json: {calls} calls, {len(complaints)} complaints")
    return 1 if complaints else 0


def promises_not_kept(document: dict) -> list[str]:
    """What is valid and yet not what was promised: version, bearer security, examples, named errors."""
    complaints = []
    if not document["openapi"].startswith("3.1"):
        complaints.append(f"openapi: {document['openapi']} is not 3.1")
    schemes = document.get("components", {}).get("securitySchemes", {}).values()
    if not any(scheme.get("type") == "http" and scheme.get("scheme") == "bearer" for scheme in schemes):
        complaints.append("components.securitySchemes: no bearer")
    for path, operations in document["paths"].items():
        for verb in VERBS & operations.keys():
            complaints += [f"{verb} {path}: {what}" for what in lacks(operations[verb])]
    return complaints


def lacks(operation: dict) -> list[str]:
    found = []
    if "operationId" not in operation:
        found.append("no operationId")
    if not operation.get("summary") and not operation.get("description"):
        found.append("not described")
    refusals = {status for status in operation["responses"] if status[0] in "45d"}
    if not refusals:
        found.append("names no refusal")
    for status in refusals:
        answer = operation["responses"][status]
        if "$ref" not in answer and "application/problem+json" not in answer.get("content", {}):
            found.append(f"refusal {status} is no application/problem+json")
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if "example" not in media and "examples" not in media:
            found.append("its body has no example")
    return found


if __name__ == "__main__":
    sys.exit(main())
