//! What a proto says and the generator does not know stops the build with file, message and field.

use crate::home::{Home, options, service};

/// The words with which a contract is refused.
fn refusal(proto: &str) -> String {
    let home = Home::new(proto);
    let read = home.read();
    let written = read.and_then(|contract| {
        let out = home.path.join("out");
        std::fs::create_dir_all(&out).unwrap();
        contract.write(&out)
    });
    written.unwrap_err().to_string()
}

const GET: &str = r#"get: "/v1/things""#;
const POST: &str = r#"post: "/v1/things" body: "*""#;

#[test]
fn a_sound_contract_is_read() {
    let home = Home::new(&service(GET, "string name = 1;"));
    home.read().unwrap();
}

#[test]
fn fields_that_cannot_be_carried() {
    for (binding, field, words) in [
        (
            POST,
            "map<string, string> names = 1;",
            "DoThingRequest.names: maps are not known",
        ),
        (
            POST,
            "oneof either { string a = 1; string b = 2; }",
            "DoThingRequest.a: `oneof` is not known",
        ),
        (
            POST,
            "google.protobuf.Any any = 1;",
            "DoThingRequest.any: google.protobuf.Any is not known",
        ),
        (
            POST,
            "Inner inner = 1;",
            "sotay.things.v1.Inner: a message within itself",
        ),
        (
            GET,
            "bytes picture = 1;",
            "DoThingRequest.picture: bytes cannot stand in a query",
        ),
        (
            GET,
            "repeated Plain inners = 1;",
            "DoThingRequest.inners: a list of messages cannot stand in a query",
        ),
        (
            GET,
            "string name = 1 [deprecated = true];",
            "DoThingRequest.name: the option `deprecated` is not known",
        ),
    ] {
        let refusal = refusal(&service(binding, field));
        assert!(
            refusal.starts_with("sotay/things/v1/things.proto: sotay.things.v1."),
            "{refusal}"
        );
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn rules_that_do_not_fit_their_field() {
    for (field, words) in [
        (
            "int32 a = 1 [(sotay.contract.v1.rule) = {max_length: 1}];",
            "`max_length` does not fit",
        ),
        (
            "string a = 1 [(sotay.contract.v1.rule) = {min: 1}];",
            "`min` does not fit",
        ),
        (
            "double a = 1 [(sotay.contract.v1.rule) = {max: 1}];",
            "`max` does not fit",
        ),
        (
            "string a = 1 [(sotay.contract.v1.rule) = {max_items: 1}];",
            "`max_items` does not fit",
        ),
        (
            "bytes a = 1 [(sotay.contract.v1.rule) = {format: UUID}];",
            "`pattern or format` does not fit",
        ),
        (
            "string a = 1 [(sotay.contract.v1.rule) = {pattern: '('}];",
            "no regular expression",
        ),
        (
            "int32 a = 1 [(sotay.contract.v1.rule) = {required: true}];",
            "make it `optional`",
        ),
        (
            "repeated string a = 1 [(sotay.contract.v1.rule) = {required: true}];",
            "min_items: 1",
        ),
    ] {
        let refusal = refusal(&service(POST, field));
        assert!(
            refusal.contains("things.proto: sotay.things.v1.DoThingRequest.a: "),
            "{refusal}"
        );
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn rules_of_a_newer_contract_that_the_generator_has_not_learnt() {
    let contract = std::fs::read_to_string(options().join("sotay/contract/v1/contract.proto")).unwrap();
    let rule = contract.replace("string example = 10;", "string example = 10;\n  bool shiny = 11;");
    let format = contract.replace("DATE = 2;", "DATE = 2;\n    COLOR = 3;");
    let method = contract.replace("bool if_match = 5;", "bool if_match = 5;\n  bool shiny = 6;");
    let marked = service(POST, "string a = 1;").replace("example: '{}'", "example: '{}' shiny: true");
    for (contract, proto, words) in [
        (
            rule,
            service(POST, "string a = 1 [(sotay.contract.v1.rule) = {shiny: true}];"),
            "DoThingRequest.a: `shiny`",
        ),
        (
            format,
            service(POST, "string a = 1 [(sotay.contract.v1.rule) = {format: COLOR}];"),
            "DoThingRequest.a: format 3",
        ),
        (method, marked, "Things.DoThing: `shiny`"),
    ] {
        let home = Home::new(&proto);
        home.put("sotay/contract/v1/contract.proto", &contract);
        let refusal = home.read().unwrap_err().to_string();
        assert!(
            refusal.contains(words) && refusal.contains("not known to the generator"),
            "{refusal}"
        );
    }
}

#[test]
fn bindings_of_unknown_shape() {
    for (binding, words) in [
        (
            r#"get: "/v1/things/{name}:open""#,
            "the segment `{name}:open` is not known",
        ),
        (
            r#"get: "/v1/things/{name=shelves/*}""#,
            "the segment `{name=shelves` is not known",
        ),
        (r#"get: "/v1/things/{color}""#, "`{color}` is no field of"),
        (r#"get: "/v1/things/{names}""#, "a path holds plain fields only"),
        (r#"get: "v1/things""#, "has to begin with `/`"),
        (r#"get: "/v1//things""#, "the segment `` is not known"),
        (r#"get: "/v1/things" body: "*""#, "GET takes no body"),
        (
            r#"post: "/v1/things" body: "color""#,
            "the body `color` is no field",
        ),
        (r#"post: "/v1/things" body: "name""#, "has to be one message"),
        (
            r#"post: "/v1/things" response_body: "name""#,
            "`response_body` of (google.api.http) is not known",
        ),
        (
            r#"custom: {kind: "HEAD" path: "/v1/things"}"#,
            "`custom` of (google.api.http) is not known",
        ),
        (
            r#"post: "/v1/things" body: "*" additional_bindings {post: "/v1/things"}"#,
            "another call answers POST /v1/things",
        ),
        (
            r#"post: "/v1/things" body: "*""#,
            "an update mask needs a PATCH binding",
        ),
    ] {
        let mask = if words.contains("mask") {
            "google.protobuf.FieldMask update_mask = 3;"
        } else {
            ""
        };
        let refusal = refusal(&service(
            binding,
            &format!("string name = 1; repeated string names = 2; {mask}"),
        ));
        assert!(
            refusal.contains("sotay/things/v1/things.proto: sotay.things.v1."),
            "{refusal}"
        );
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn calls_that_cannot_be_served_on_both_wires() {
    let sound = service(GET, "string name = 1;");
    for (from, to, words) in [
        (
            "option (google.api.http) = {get: \"/v1/things\"};",
            "",
            "every call needs (google.api.http)",
        ),
        (
            "option (sotay.contract.v1.method) = {example: '{}'};",
            "",
            "every call needs (sotay.contract.v1.method)",
        ),
        (
            "example: '{}'",
            "example: '{\"color\":1}'",
            "`example`: unrecognized field",
        ),
        ("example: '{}'", "example: ''", "`example`: EOF"),
        (
            "example: '{}'",
            "example: '{}' example_answer: '[]'",
            "`example_answer`: ",
        ),
        (
            "example: '{}'",
            "example: '{}' refusals: ['odd']",
            "the refusal `odd` is no code",
        ),
        (
            "example: '{}'",
            "example: '{}' refusals: ['ODD']",
            "`ODD` needs its HTTP status behind it",
        ),
        (
            "example: '{}'",
            "example: '{}' refusals: ['ODD 418']",
            "`ODD 418` needs its HTTP status behind it",
        ),
        (
            "(DoThingRequest)",
            "(stream DoThingRequest)",
            "streams from the client are not known",
        ),
    ] {
        assert!(sound.contains(from), "{from}");
        let refusal = refusal(&sound.replace(from, to));
        assert!(
            refusal.contains("sotay/things/v1/things.proto: sotay.things.v1."),
            "{refusal}"
        );
        assert!(refusal.contains(words), "{refusal}");
    }
    let streamed = service(POST, "string name = 1;").replace("returns (Do", "returns (stream Do");
    assert!(refusal(&streamed).contains("a stream is read with GET"));
}

#[test]
fn protos_that_do_not_compile_say_why() {
    assert!(refusal("message Broken { strong name = 1; }").contains("strong"));
}
