//! The services of the contract with everything the later steps need to know, read once and found sound.

use std::collections::{BTreeMap, BTreeSet};

use prost_reflect::{
    DescriptorPool, DeserializeOptions, DynamicMessage, FieldDescriptor, MessageDescriptor, MethodDescriptor,
};

use crate::codes::Refusal;
use crate::error::{Error, Result};
use crate::fields::{Known, Shape, carried};
use crate::http::{self, Binding, Body};
use crate::names;
use crate::options::{self, HTTP, METHOD, Place, Set};

/// The name of the field that PATCH takes its mask from.
pub(crate) const MASK: &str = "update_mask";

/// A service. The one that is named after its area stands in the module of the package, every other in a module of its
/// own inside.
#[derive(Debug)]
pub(crate) struct Service {
    pub package: String,
    pub name: String,
    pub own_module: bool,
    pub calls: Vec<Call>,
}

/// One call.
#[derive(Debug)]
pub(crate) struct Call {
    pub method: MethodDescriptor,
    pub bindings: Vec<Binding>,
    pub public: bool,
    pub if_match: bool,
    pub refusals: Vec<Refusal>,
    pub example: String,
    pub example_answer: String,
}

impl Call {
    /// Whether it changes something.
    pub(crate) fn mutates(&self) -> bool {
        self.bindings.iter().any(|binding| binding.verb != "GET")
    }
}

/// What an update mask is about: the request itself, or the message in one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Masked {
    /// Where the edited message stands; none for the request itself.
    pub inside: Option<FieldDescriptor>,
    /// The fields that may be edited.
    pub fields: Vec<FieldDescriptor>,
}

/// Reads all services, in the order of their packages; the one of the area comes first in its own.
pub(crate) fn read(pool: &DescriptorPool) -> Result<Vec<Service>> {
    let mut services = BTreeMap::new();
    for service in pool
        .services()
        .filter(|service| names::is_ours(service.package_name()))
    {
        let calls = service
            .methods()
            .map(|method| call(pool, &method))
            .collect::<Result<Vec<_>>>()?;
        let (package, name) = (service.package_name().to_owned(), service.name().to_owned());
        let own_module = !names::is_area(&package, &name);
        let read = Service {
            package: package.clone(),
            name,
            own_module,
            calls,
        };
        services.insert((package, own_module, service.name().to_owned()), read);
    }
    let services: Vec<Service> = services.into_values().collect();
    unique(&services)?;
    Ok(services)
}

fn call(pool: &DescriptorPool, method: &MethodDescriptor) -> Result<Call> {
    let file = method.parent_file();
    let place = Place {
        file: file.name(),
        name: method.full_name(),
    };
    if method.is_client_streaming() {
        return Err(place.refuse("streams from the client are not known to the generator"));
    }
    let all = method.options();
    options::refuse_others(&all, &[HTTP, METHOD], &place)?;
    let http = options::extension(pool, &all, HTTP)
        .ok_or_else(|| place.refuse("every call needs (google.api.http): it is served over REST too"))?;
    let bindings = http::bindings(method, &http)?;
    if method.is_server_streaming() && bindings.iter().any(|binding| binding.verb != "GET") {
        return Err(place.refuse("a stream is read with GET"));
    }
    let rule = options::extension(pool, &all, METHOD)
        .ok_or_else(|| place.refuse("every call needs (sotay.contract.v1.method) with an example"))?;
    let mut set = Set::new(&rule, &place);
    let refusals = set
        .take("refusals")
        .and_then(|value| value.as_list().map(<[_]>::to_vec))
        .unwrap_or_default();
    let refusals = refusals
        .iter()
        .filter_map(|value| value.as_str())
        .map(|text| Refusal::parse(text, &place));
    let call = Call {
        refusals: refusals.collect::<Result<_>>()?,
        public: set.flag("public"),
        if_match: set.flag("if_match"),
        example: set.text("example"),
        example_answer: set.text("example_answer"),
        bindings,
        method: method.clone(),
    };
    set.finish(METHOD)?;
    example(&method.input(), &call.example).map_err(|what| place.refuse(format!("`example`: {what}")))?;
    if !call.example_answer.is_empty() {
        let answer = example(&method.output(), &call.example_answer);
        answer.map_err(|what| place.refuse(format!("`example_answer`: {what}")))?;
    }
    Ok(call)
}

/// Reads an example as the message it is an example of.
fn example(message: &MessageDescriptor, json: &str) -> std::result::Result<(), String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let strict = DeserializeOptions::new().deny_unknown_fields(true);
    DynamicMessage::deserialize_with_options(message.clone(), &mut deserializer, &strict)
        .map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())
}

/// No two calls share a name, and no two bindings a verb and a path.
fn unique(services: &[Service]) -> Result<()> {
    let (mut names, mut routes) = (BTreeSet::new(), BTreeSet::new());
    for call in services.iter().flat_map(|service| &service.calls) {
        if !names.insert(call.method.name().to_owned()) {
            return Err(Error::method(
                &call.method,
                "another service has a call of this name",
            ));
        }
        for binding in &call.bindings {
            if !routes.insert((binding.verb.clone(), binding.template.route())) {
                let what = format!("another call answers {} {}", binding.verb, binding.template.text);
                return Err(Error::method(&call.method, what));
            }
        }
    }
    Ok(())
}

/// What the update mask of a request is about, when it has one.
pub(crate) fn masked(call: &Call) -> Result<Option<Masked>> {
    let request = call.method.input();
    let mask = request.get_field_by_name(MASK);
    let is_mask = |field: &FieldDescriptor| Shape::of(field) == Shape::Known(Known::FieldMask);
    let Some(mask) = mask.filter(|mask| is_mask(mask) && !mask.is_list()) else {
        return Ok(None);
    };
    let Some(patch) = call.bindings.iter().find(|binding| binding.verb == "PATCH") else {
        return Err(Error::field(
            &mask,
            "an update mask needs a PATCH binding that says what it masks",
        ));
    };
    let bound: Vec<String> = patch.template.fields().map(|(_, way)| way.proto()).collect();
    match &patch.body {
        Body::None => Err(Error::method(
            &call.method,
            "PATCH with an update mask needs a body",
        )),
        Body::Whole => {
            let is_edited = |name: &str| name != MASK && !bound.iter().any(|way| way == name);
            let fields = request.fields().filter(|field| is_edited(field.name())).collect();
            Ok(Some(Masked { inside: None, fields }))
        }
        Body::Field(field) => {
            let edited = Shape::of(field).message();
            let fields = edited.iter().flat_map(MessageDescriptor::fields).collect();
            Ok(Some(Masked {
                inside: Some(field.clone()),
                fields,
            }))
        }
    }
}

/// Every message that a request can hold, by its full name, each found to be carried.
pub(crate) fn in_requests(services: &[Service]) -> Result<BTreeMap<String, MessageDescriptor>> {
    let mut found = BTreeMap::new();
    for call in services.iter().flat_map(|service| &service.calls) {
        let request = call.method.input();
        if Known::of(&request).is_none() {
            reach(&request, &mut Vec::new(), &mut found)?;
        }
    }
    Ok(found)
}

fn reach(
    message: &MessageDescriptor,
    outer: &mut Vec<String>,
    found: &mut BTreeMap<String, MessageDescriptor>,
) -> Result<()> {
    let name = message.full_name().to_owned();
    if outer.contains(&name) {
        return Err(Error::message(
            message,
            "a message within itself is not known to the generator in requests",
        ));
    }
    if found.contains_key(&name) {
        return Ok(());
    }
    outer.push(name.clone());
    for field in message.fields() {
        carried(&field)?;
        if let Shape::Message(inner) = Shape::of(&field) {
            reach(&inner, outer, found)?;
        }
    }
    outer.pop();
    found.insert(name, message.clone());
    Ok(())
}

/// Every message of ours is carried, also those that only stand in answers.
pub(crate) fn all_carried(pool: &DescriptorPool) -> Result<()> {
    for message in pool
        .all_messages()
        .filter(|message| names::is_ours(message.package_name()))
    {
        let file = message.parent_file();
        let place = Place {
            file: file.name(),
            name: message.full_name(),
        };
        options::refuse_others(&message.options(), &[], &place)?;
        message
            .fields()
            .try_for_each(|field| carried(&field).and_then(|()| crate::rules::of(&field).map(drop)))?;
    }
    Ok(())
}
