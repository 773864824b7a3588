//! The contract may grow, and nothing that clients rely on may go or change.

use sotay_generator::Error;

use crate::home::Home;

const LANDED: &str = r#"
service Things {
  rpc ReadThing(ReadThingRequest) returns (Thing) {
    option (google.api.http) = {get: "/v1/things/{name}"};
    option (sotay.contract.v1.method) = {public: true, example: '{"name":"pen"}'};
  }
  rpc KeepThing(KeepThingRequest) returns (Thing) {
    option (google.api.http) = {post: "/v1/things" body: "thing"};
    option (sotay.contract.v1.method) = {example: '{}'};
  }
}
message Thing {
  enum Kind { KIND_UNSPECIFIED = 0; BOOK = 1; }
  string name = 1;
  Kind kind = 2;
  repeated string words = 3;
  int64 size = 4;
}
message ReadThingRequest { string name = 1; }
message KeepThingRequest { Thing thing = 1; }
"#;

/// What breaks when a part of the landed contract is replaced.
fn changes(from: &str, to: &str) -> Vec<String> {
    let landed = Home::new(LANDED);
    let snapshot = landed.path.join("contract.binpb");
    std::fs::write(&snapshot, landed.read().unwrap().snapshot()).unwrap();
    assert!(LANDED.contains(from), "{from}");
    let changed = Home::new(&LANDED.replace(from, to));
    match changed.read().unwrap().only_grows(&snapshot) {
        Ok(()) => Vec::new(),
        Err(Error::Breaking { changes, .. }) => changes,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn growing_is_allowed() {
    assert_eq!(
        changes(
            "string name = 1;\n  Kind",
            "string name = 1;\n  bool soft = 5;\n  Kind"
        ),
        [""; 0]
    );
    assert_eq!(changes("BOOK = 1;", "BOOK = 1; PEN = 2;"), [""; 0]);
    assert_eq!(
        changes("message ReadThing", "message More {}\nmessage ReadThing"),
        [""; 0]
    );
    let more = r#"{get: "/v1/things/{name}" additional_bindings {get: "/v1/more/{name}"}}"#;
    assert_eq!(changes(r#"{get: "/v1/things/{name}"}"#, more), [""; 0]);
}

/// What is replaced, by what, and how that is named.
const BREAKS: &[(&str, &str, &str)] = &[
    (
        "int64 size = 4;",
        "",
        "the field sotay.things.v1.Thing.size is gone",
    ),
    (
        "int64 size = 4;",
        "int64 size = 5;",
        "the field sotay.things.v1.Thing.size is gone (its number was 4, now 5)",
    ),
    (
        "int64 size = 4;",
        "int64 width = 4;",
        "the field sotay.things.v1.Thing.size = 4 is now called width",
    ),
    (
        "int64 size = 4;",
        "int32 size = 4;",
        "the field sotay.things.v1.Thing.size was int64, now int32",
    ),
    (
        "int64 size = 4;",
        "optional int64 size = 4;",
        "the field sotay.things.v1.Thing.size was int64, now optional int64",
    ),
    (
        "repeated string words",
        "string words",
        "the field sotay.things.v1.Thing.words was repeated string, now string",
    ),
    (
        "Kind kind = 2;",
        "string kind = 2;",
        "the field sotay.things.v1.Thing.kind was sotay.things.v1.Thing.Kind, now string",
    ),
    (
        "BOOK = 1;",
        "TOME = 1;",
        "the value BOOK = 1 of sotay.things.v1.Thing.Kind is gone",
    ),
    (
        "BOOK = 1;",
        "",
        "the value BOOK = 1 of sotay.things.v1.Thing.Kind is gone",
    ),
    (
        "public: true, ",
        "",
        "the call sotay.things.v1.Things.ReadThing needed no sign-in, now it does",
    ),
    (
        "{example: '{}'}",
        "{example: '{}' if_match: true}",
        "the call sotay.things.v1.Things.KeepThing needed no If-Match, now it does",
    ),
    (
        r#"body: "thing""#,
        r#"body: "*""#,
        "the call sotay.things.v1.Things.KeepThing is no longer found at POST /v1/things with body thing",
    ),
    (
        "/v1/things/{name}",
        "/v2/things/{name}",
        "the call sotay.things.v1.Things.ReadThing is no longer found at GET /v1/things/{name} with body nothing",
    ),
    (
        "rpc ReadThing(ReadThingRequest) returns (Thing)",
        "rpc ReadThing(ReadThingRequest) returns (stream Thing)",
        "the call sotay.things.v1.Things.ReadThing was (sotay.things.v1.ReadThingRequest) returns (sotay.things.v1.Thing), now (sotay.things.v1.ReadThingRequest) returns (stream sotay.things.v1.Thing)",
    ),
    (
        "rpc ReadThing(",
        "rpc SeeThing(",
        "the call sotay.things.v1.Things.ReadThing is gone",
    ),
    (
        "message ReadThingRequest { string name = 1; }",
        "message ReadThingRequest { string name = 1 [(sotay.contract.v1.rule) = {required: true}]; }",
        "the field sotay.things.v1.ReadThingRequest.name was not required, now it is",
    ),
];

#[test]
fn what_goes_or_changes_is_named() {
    for (from, to, change) in BREAKS {
        assert_eq!(changes(from, to), [*change]);
    }
}

#[test]
fn a_missing_snapshot_is_named() {
    let home = Home::new(LANDED);
    let error = home
        .read()
        .unwrap()
        .only_grows(&home.path.join("none.binpb"))
        .unwrap_err();
    assert!(error.to_string().contains("none.binpb"), "{error}");
}
