//! `Validate` for every message that a request can hold: one checked line a field.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use prost_reflect::{FieldDescriptor, MessageDescriptor};
use quote::quote;

use crate::calls::{self, MASK, Masked, Service};
use crate::error::{Error, Result};
use crate::fields::Shape;
use crate::names;
use crate::rules::{self, FieldRule, Format};

/// The implementations, by package.
pub(crate) fn emit(services: &[Service]) -> Result<BTreeMap<String, Vec<TokenStream>>> {
    let masks = masks(services)?;
    let mut emitted: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    for (name, message) in calls::in_requests(services)? {
        let implementation = implementation(&message, masks.get(&name))?;
        emitted
            .entry(message.package_name().to_owned())
            .or_default()
            .push(implementation);
    }
    Ok(emitted)
}

/// What the update mask of each request is about, by the request's full name.
fn masks(services: &[Service]) -> Result<BTreeMap<String, Masked>> {
    let mut masks: BTreeMap<String, Masked> = BTreeMap::new();
    for call in services.iter().flat_map(|service| &service.calls) {
        let Some(masked) = calls::masked(call)? else {
            continue;
        };
        let request = call.method.input().full_name().to_owned();
        if masks
            .insert(request, masked.clone())
            .is_some_and(|other| other != masked)
        {
            return Err(Error::method(
                &call.method,
                "the update mask of this request means two things",
            ));
        }
    }
    Ok(masks)
}

fn implementation(message: &MessageDescriptor, masked: Option<&Masked>) -> Result<TokenStream> {
    let path = names::message(message);
    let mut checks = message
        .fields()
        .map(|field| check(&field))
        .collect::<Result<Vec<_>>>()?;
    let prepare = masked.map(|masked| {
        let known: Vec<String> = masked
            .fields
            .iter()
            .map(|field| field.name().to_owned())
            .collect();
        let mask = names::ident(MASK);
        checks.push(quote!(check.mask("updateMask", self.#mask.as_ref(), &[#(#known),*]);));
        prepare(masked)
    });
    Ok(quote! {
        impl ::sotay_rest::Validate for #path {
            fn violations(&self, path: &str, found: &mut ::std::vec::Vec<::sotay_rest::Violation>) {
                let mut check = ::sotay_rest::rules::Checker::new(path, found);
                #(#checks)*
            }
            #prepare
        }
    })
}

/// An absent mask becomes the fields present, so that a service always has one.
fn prepare(masked: &Masked) -> TokenStream {
    let mask = names::ident(MASK);
    let named = masked.fields.iter().map(|field| {
        let (name, present) = (field.name(), presence(field));
        quote!(if #present { mask.paths.push(#name.to_owned()); })
    });
    let edited = match &masked.inside {
        None => quote!({ let edited = &*self; #(#named)* }),
        Some(field) => {
            let field = names::field(field);
            quote!(if let Some(edited) = &self.#field { #(#named)* })
        }
    };
    quote! {
        fn prepare(&mut self) {
            if self.#mask.is_none() {
                let mut mask = ::sotay_rest::wkt::FieldMask::default();
                #edited
                self.#mask = Some(mask);
            }
        }
    }
}

fn presence(field: &FieldDescriptor) -> TokenStream {
    let name = names::field(field);
    if field.supports_presence() {
        return quote!(edited.#name.is_some());
    }
    match Shape::of(field) {
        _ if field.is_list() => quote!(!edited.#name.is_empty()),
        Shape::Text | Shape::Bytes => quote!(!edited.#name.is_empty()),
        Shape::Flag => quote!(edited.#name),
        Shape::Real => quote!(edited.#name != 0.0),
        Shape::Whole { .. } | Shape::Choice(_) => quote!(edited.#name != 0),
        Shape::Known(_) | Shape::Message(_) => quote!(edited.#name.is_some()),
    }
}

fn check(field: &FieldDescriptor) -> Result<TokenStream> {
    let rule = rules::of(field)?;
    let (name, access) = (field.json_name(), names::field(field));
    if !field.is_list() {
        let value = value(field, &quote!(self.#access));
        return Ok(one(field, &rule, &quote!(#name), &value));
    }
    let limits = (rule.min_items.is_some() || rule.max_items.is_some()).then(|| {
        let (min, max) = (count(rule.min_items, 0), count(rule.max_items, usize::MAX));
        quote!(check.items(#name, self.#access.len(), #min, #max);)
    });
    let element = match Shape::of(field) {
        Shape::Text => quote!(Some(element.as_str())),
        Shape::Bytes => quote!(Some(element.as_slice())),
        Shape::Known(_) | Shape::Message(_) => quote!(Some(element)),
        Shape::Flag | Shape::Whole { .. } | Shape::Real | Shape::Choice(_) => quote!(Some(*element)),
    };
    let check = one(field, &rule, &quote!(&format!("{}[{index}]", #name)), &element);
    let each = (!check.is_empty())
        .then(|| quote!(for (index, element) in self.#access.iter().enumerate() { #check }));
    Ok(quote!(#limits #each))
}

/// The value of a singular field as an `Option`, none where it counts as not said.
fn value(field: &FieldDescriptor, access: &TokenStream) -> TokenStream {
    let has_presence = field.supports_presence();
    match Shape::of(field) {
        Shape::Known(_) | Shape::Message(_) => quote!(#access.as_ref()),
        Shape::Text | Shape::Bytes if has_presence => quote!(#access.as_deref()),
        Shape::Text => quote!(::sotay_rest::rules::said(#access.as_str())),
        Shape::Bytes => quote!(::sotay_rest::rules::said(#access.as_slice())),
        Shape::Flag | Shape::Whole { .. } | Shape::Real | Shape::Choice(_) if has_presence => quote!(#access),
        Shape::Choice(_) => quote!((#access != 0).then_some(#access)),
        Shape::Flag | Shape::Whole { .. } | Shape::Real => quote!(Some(#access)),
    }
}

/// The check of one value, empty where there is nothing to check.
fn one(field: &FieldDescriptor, rule: &FieldRule, name: &TokenStream, value: &TokenStream) -> TokenStream {
    let required = rule.required;
    match Shape::of(field) {
        Shape::Text => {
            let rule = text_rule(rule);
            quote!({ #rule check.text(#name, #value, &RULE); })
        }
        Shape::Bytes => {
            let rule = text_rule(rule);
            quote!({ #rule check.data(#name, #value, &RULE); })
        }
        Shape::Choice(kind) => {
            let kind = names::enumeration(&kind);
            quote!(check.choice::<#kind>(#name, #value, #required);)
        }
        Shape::Known(_) | Shape::Message(_) => quote!(check.message(#name, #value, #required);),
        Shape::Whole { .. } if required || rule.min.is_some() || rule.max.is_some() => {
            let (min, max) = (option(rule.min), option(rule.max));
            let rule = quote!(::sotay_rest::rules::NumberRule { required: #required, min: #min, max: #max });
            quote!(check.number(#name, #value, &#rule);)
        }
        Shape::Flag | Shape::Real if required => quote!(check.present(#name, #value.is_some(), true);),
        Shape::Flag | Shape::Real | Shape::Whole { .. } => quote!(),
    }
}

fn text_rule(rule: &FieldRule) -> TokenStream {
    let FieldRule {
        required, pattern, ..
    } = rule;
    let (min, max) = (count(rule.min_length, 0), count(rule.max_length, usize::MAX));
    let format = match rule.format {
        Format::Any => quote!(Any),
        Format::Uuid => quote!(Uuid),
        Format::Date => quote!(Date),
    };
    let (declared, pattern) = if pattern.is_empty() {
        (quote!(), quote!(None))
    } else {
        let declared = quote! {
            static PATTERN: ::sotay_rest::rules::Pattern = ::sotay_rest::rules::Pattern::new(#pattern);
        };
        (declared, quote!(Some(&PATTERN)))
    };
    quote! {
        #declared
        static RULE: ::sotay_rest::rules::TextRule = ::sotay_rest::rules::TextRule {
            required: #required,
            min: #min,
            max: #max,
            pattern: #pattern,
            format: ::sotay_rest::rules::Format::#format,
        };
    }
}

fn option(limit: Option<i64>) -> TokenStream {
    limit.map_or_else(|| quote!(None), |limit| quote!(Some(#limit)))
}

fn count(limit: Option<u32>, otherwise: usize) -> TokenStream {
    match limit {
        Some(limit) => {
            let limit = proc_macro2::Literal::u32_unsuffixed(limit);
            quote!(#limit)
        }
        None if otherwise == 0 => quote!(0),
        None => quote!(usize::MAX),
    }
}
