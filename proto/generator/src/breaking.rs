//! What the contract lost or changed since it last landed. It may only grow: phones in the field are not rebuilt.

use std::collections::BTreeMap;

use prost_reflect::{DescriptorPool, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};

use crate::calls::{self, Call};
use crate::error::Result;
use crate::{names, rules};

/// Every breaking change from `old` to `new`, each in one line.
pub(crate) fn changes(old: &DescriptorPool, new: &DescriptorPool) -> Result<Vec<String>> {
    let mut changes = Vec::new();
    for message in old
        .all_messages()
        .filter(|message| names::is_ours(message.package_name()))
    {
        match new.get_message_by_name(message.full_name()) {
            Some(now) => of_message(&message, &now, &mut changes)?,
            None => changes.push(format!("the message {} is gone", message.full_name())),
        }
    }
    for kind in old.all_enums().filter(|kind| names::is_ours(kind.package_name())) {
        match new.get_enum_by_name(kind.full_name()) {
            Some(now) => of_enum(&kind, &now, &mut changes),
            None => changes.push(format!("the enum {} is gone", kind.full_name())),
        }
    }
    of_calls(
        &by_name(calls::read(old)?),
        &by_name(calls::read(new)?),
        &mut changes,
    );
    Ok(changes)
}

fn of_message(old: &MessageDescriptor, new: &MessageDescriptor, changes: &mut Vec<String>) -> Result<()> {
    for field in old.fields() {
        let name = field.full_name();
        let Some(now) = new.get_field(field.number()) else {
            let moved = new.get_field_by_name(field.name()).map(|moved| moved.number());
            let moved = moved.map(|number| format!(" (its number was {}, now {number})", field.number()));
            changes.push(format!("the field {name} is gone{}", moved.unwrap_or_default()));
            continue;
        };
        if now.name() != field.name() || now.json_name() != field.json_name() {
            changes.push(format!(
                "the field {name} = {} is now called {}",
                field.number(),
                now.name()
            ));
        }
        let (before, after) = (shape(&field), shape(&now));
        if before != after {
            changes.push(format!("the field {name} was {before}, now {after}"));
        }
        if rules::of(&now)?.required && !rules::of(&field)?.required {
            changes.push(format!("the field {name} was not required, now it is"));
        }
    }
    Ok(())
}

/// All that the wire and the JSON of a field depend on.
fn shape(field: &FieldDescriptor) -> String {
    let label = match (field.is_list(), field.field_descriptor_proto().proto3_optional()) {
        (true, _) => "repeated ",
        (false, true) => "optional ",
        (false, false) => "",
    };
    let kind = field.kind();
    let named = kind.as_message().map(MessageDescriptor::full_name);
    let named = named.or_else(|| kind.as_enum().map(EnumDescriptor::full_name));
    named.map_or_else(
        || format!("{label}{}", scalar(&kind)),
        |name| format!("{label}{name}"),
    )
}

fn scalar(kind: &Kind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn of_enum(old: &EnumDescriptor, new: &EnumDescriptor, changes: &mut Vec<String>) {
    for value in old.values() {
        let now = new.get_value(value.number());
        if now.is_none_or(|now| now.name() != value.name()) {
            let (name, number) = (value.name(), value.number());
            changes.push(format!(
                "the value {name} = {number} of {} is gone",
                old.full_name()
            ));
        }
    }
}

fn of_calls(old: &BTreeMap<String, Call>, new: &BTreeMap<String, Call>, changes: &mut Vec<String>) {
    for (name, call) in old {
        let Some(now) = new.get(name) else {
            changes.push(format!("the call {name} is gone"));
            continue;
        };
        let (before, after) = (types(call), types(now));
        if before != after {
            changes.push(format!("the call {name} was {before}, now {after}"));
        }
        if call.public && !now.public {
            changes.push(format!("the call {name} needed no sign-in, now it does"));
        }
        if now.if_match && !call.if_match {
            changes.push(format!("the call {name} needed no If-Match, now it does"));
        }
        let kept = routes(now);
        for route in routes(call).into_iter().filter(|route| !kept.contains(route)) {
            changes.push(format!("the call {name} is no longer found at {route}"));
        }
    }
}

fn types(call: &Call) -> String {
    let stream = if call.method.is_server_streaming() {
        "stream "
    } else {
        ""
    };
    format!(
        "({}) returns ({stream}{})",
        call.method.input().full_name(),
        call.method.output().full_name()
    )
}

fn routes(call: &Call) -> Vec<String> {
    let route = |binding: &crate::http::Binding| {
        format!(
            "{} {} with body {}",
            binding.verb, binding.template.text, binding.body
        )
    };
    call.bindings.iter().map(route).collect()
}

fn by_name(services: Vec<calls::Service>) -> BTreeMap<String, Call> {
    let calls = services.into_iter().flat_map(|service| service.calls);
    calls
        .map(|call| (call.method.full_name().to_owned(), call))
        .collect()
}
