"""Walks the main job against a running `sotay demo`, over gRPC and over REST, as a stranger to this repository would.

gRPC is spoken on reflection alone (grpcio, grpcio-reflection, nothing generated), REST with the standard library.

usage: python walk.py --url http://127.0.0.1:8080 --demo sotay-demo/demo.json
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import grpc
from google.protobuf import descriptor_pool, json_format, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase


class Refused(Exception):
    """A call that was not carried out, with the code that says why."""

    def __init__(self, code: str, text: str):
        super().__init__(f"{code}: {text}")
        self.code = code


class Grpc:
    """Calls any method by its name; what it takes and gives is asked of the server."""

    name = "gRPC"

    def __init__(self, url: str):
        self.channel = grpc.insecure_channel(urllib.parse.urlsplit(url).netloc)
        database = ProtoReflectionDescriptorDatabase(self.channel)
        pool = descriptor_pool.DescriptorPool(database)
        services = [pool.FindServiceByName(name) for name in database.get_services() if name.startswith("sotay.")]
        self.methods = {method.name: method for service in services for method in service.methods}
        # The details of a refusal are described by the server as well, or by nobody.
        self.pool = pool

    def call(self, name: str, request: dict, token: str | None = None, headers: dict | None = None) -> dict:
        method = self.methods[name]
        stub = self.channel.unary_unary(
            f"/{method.containing_service.full_name}/{name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
        )
        message = json_format.ParseDict(request, message_factory.GetMessageClass(method.input_type)())
        metadata = list((headers or {}).items()) + ([("authorization", f"Bearer {token}")] if token else [])
        try:
            answer = stub(message, metadata=metadata, timeout=10)
        except grpc.RpcError as error:
            raise Refused(reason(error), error.details()) from error
        return json_format.MessageToDict(answer, always_print_fields_with_no_presence=True)


class Rest:
    """Calls the same methods by their routes, which it reads off the server's OpenAPI document."""

    name = "REST"

    def __init__(self, url: str):
        self.url = url
        with urllib.request.urlopen(f"{url}/openapi.json") as answer:
            document = json.load(answer)
        self.routes = {
            operation["operationId"]: (verb.upper(), path)
            for path, operations in document["paths"].items()
            for verb, operation in operations.items()
            if isinstance(operation, dict) and "operationId" in operation
        }

    def call(self, name: str, request: dict, token: str | None = None, headers: dict | None = None) -> dict:
        verb, path = self.routes[name]
        left = dict(request)
        for field in list(left):
            if f"{{{field}}}" in path:
                path = path.replace(f"{{{field}}}", urllib.parse.quote(str(left.pop(field)), safe=""))
        body = None
        if verb in ("POST", "PUT"):
            body = json.dumps(left).encode()
        elif left:
            path += "?" + urllib.parse.urlencode(left)
        asked = urllib.request.Request(self.url + path, data=body, method=verb, headers=dict(headers or {}))
        asked.add_header("Content-Type", "application/json")
        if token:
            asked.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise Refused(problem["code"], problem["detail"]) from error


def reason(error: grpc.RpcError) -> str:
    """The reason in google.rpc.ErrorInfo, read without its description: field 1 of the one detail of that type."""
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            marker = b"google.rpc.ErrorInfo"
            info = value[value.index(marker) + len(marker):]
            # Field 2 (value), its length, then field 1 (reason), its length.
            start = info.index(b"\x0a") + 2
            return info[start:start + info[start - 1]].decode()
    return error.code().name


class Walk:
    """One wire's walk; every step says what it saw."""

    def __init__(self, wire, demo: dict):
        self.wire = wire
        self.demo = demo
        self.accounts = {account["role"]: account for account in demo["accounts"]}

    def run(self) -> None:
        tokens = {role: self.sign_in(role) for role in ("member", "secretary", "district")}
        meeting = self.call_meeting(tokens["secretary"])
        self.told_and_replies(tokens["member"], meeting)
        self.meets(tokens, meeting)
        self.district_sees(tokens["district"])
        self.strangers_are_sent_away()

    def say(self, text: str) -> None:
        print(f"{self.wire.name}: {text}")

    def sign_in(self, role: str) -> str:
        account = self.accounts[role]
        known = {"login": account["login"], "password": account["password"]}
        session = self.wire.call("SignIn", known)
        session = self.wire.call("Refresh", {"refreshToken": session["refreshToken"]})
        me = self.wire.call("GetMe", {}, session["accessToken"])
        assert me["member"]["id"] == account["member"], me
        self.say(f"{role} signed in as {me['member']['name']}")
        return session["accessToken"]

    def call_meeting(self, secretary: str) -> str:
        start, end = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + later)) for later in (60, 3600))
        drafted = self.wire.call("CallMeeting", {
            "organization": self.demo["branch"], "kind": "EXTRAORDINARY", "title": f"Họp bất thường ({self.wire.name})",
            "place": "Nhà văn hóa thôn", "startTime": start, "endTime": end,
            "agenda": [{"title": "Việc đột xuất", "presenter": "Bí thư", "minutesPlanned": 20}],
        }, secretary)
        etag = {"if-match": drafted["etag"]}
        agenda = [{"title": "Việc đột xuất", "presenter": "Phó bí thư", "minutesPlanned": 25}]
        changed = self.wire.call("ReplaceAgenda", {"meeting": drafted["id"], "agenda": agenda}, secretary, etag)
        assert changed["agenda"][0]["presenter"] == "Phó bí thư", changed
        stale = {"meeting": drafted["id"], "agenda": []}
        expect("ETAG_STALE", lambda: self.wire.call("ReplaceAgenda", stale, secretary, etag))
        issued = self.wire.call("IssueMeeting", {"meeting": drafted["id"]}, secretary)
        assert issued["state"] == "ISSUED", issued
        self.say(f"called {issued['title']}")
        return issued["id"]

    def told_and_replies(self, member: str, meeting: str) -> None:
        inbox = self.wire.call("ListMyNotices", {}, member)["notices"]
        notice = next(notice for notice in inbox if notice.get("meeting") == meeting)
        assert self.wire.call("ReadNotice", {"notice": notice["id"]}, member)["readTime"]
        reply = self.wire.call("ReplyToMeeting", {"meeting": meeting, "reply": "WILL_ATTEND"}, member)
        assert reply["reply"] == "WILL_ATTEND", reply
        self.say("the member was told and will attend")

    def meets(self, tokens: dict, meeting: str) -> None:
        at = {"meeting": meeting}
        expect("FORBIDDEN", lambda: self.wire.call("OpenMeeting", at, tokens["member"]))
        assert self.wire.call("OpenMeeting", at, tokens["secretary"])["state"] == "OPEN"
        shown = self.wire.call("GetVenueCode", at, tokens["secretary"])
        assert shown["svg"].startswith("<svg"), shown["svg"][:40]
        arrival = {**at, "code": shown["code"], "eventId": str(uuid.uuid4())}
        assert self.wire.call("CheckIn", arrival, tokens["member"])["outcome"] == "RECORDED"
        assert self.wire.call("CheckIn", arrival, tokens["member"])["outcome"] in ("RECORDED", "ALREADY_PRESENT")
        by_hand = {**at, "member": self.accounts["secretary"]["member"], "state": "PRESENT", "eventId": str(uuid.uuid4())}
        self.wire.call("RecordAttendance", by_hand, tokens["secretary"])
        counts = self.wire.call("ListAttendance", at, tokens["secretary"])["counts"]
        assert counts["present"] == 2, counts
        assert self.wire.call("CloseMeeting", at, tokens["secretary"])["state"] == "CLOSED"
        self.say(f"met: {counts}")

    def district_sees(self, district: str) -> None:
        organization = self.accounts["district"]["organization"]
        rates = self.wire.call("GetAdoption", {"organization": organization}, district)["rates"]
        by_app = next(rate for rate in rates if rate["measure"] == "CHECKED_IN_BY_APP")
        assert by_app["numerator"] >= 1, by_app
        self.say(f"the district sees {by_app['numerator']} of {by_app['denominator']} checked in by app")

    def strangers_are_sent_away(self) -> None:
        meeting = {"meeting": self.demo["meeting"]}
        expect("SIGN_IN_REQUIRED", lambda: self.wire.call("GetMeeting", meeting))
        wrong = {"login": self.accounts["member"]["login"], "password": "sai mật khẩu"}
        expect("IDENTITY_SIGN_IN_REFUSED", lambda: self.wire.call("SignIn", wrong))
        self.say("nobody and a wrong password are sent away")


def expect(code: str, call) -> None:
    try:
        answer = call()
    except Refused as refused:
        assert refused.code == code, f"{refused.code} instead of {code}"
        return
    raise AssertionError(f"{answer} instead of {code}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--url", default="http://127.0.0.1:8080", help="where the demo answers")
    arguments.add_argument("--demo", default="sotay-demo/demo.json", help="the demo.json of its folder")
    given = arguments.parse_args()
    with open(given.demo, encoding="utf-8") as file:
        demo = json.load(file)
    url = given.url.rstrip("/")
    for wire in (Grpc(url), Rest(url)):
        Walk(wire, demo).run()
    print("the main job went well over both wires")
    return 0


if __name__ == "__main__":
    sys.exit(main())
