//! `routes`: the same service over REST, one handler a binding.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use prost_reflect::FieldDescriptor;
use quote::{format_ident, quote};

use crate::calls::{self, Call, MASK, Service};
use crate::error::Result;
use crate::fields::{Shape, Way};
use crate::guard::service_trait;
use crate::http::{Binding, Body};
use crate::{methods, names};

/// The name of the field that carries the position in a stream.
const CURSOR: &str = "cursor";

/// `routes` and its handlers.
pub(crate) fn emit(service: &Service) -> Result<TokenStream> {
    let path = service_trait(service);
    let mut handlers = Vec::new();
    let mut routes: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    for call in &service.calls {
        for (index, binding) in call.bindings.iter().enumerate() {
            let name = format_ident!("rest_{}_{index}", names::ident(call.method.name()));
            let verb = names::ident(&binding.verb);
            routes
                .entry(binding.template.route())
                .or_default()
                .push(quote!(#verb(#name::<S>)));
            handlers.push(handler(&path, call, binding, &name)?);
        }
    }
    let routes = routes
        .iter()
        .map(|(path, verbs)| quote!(.route(#path, ::axum::routing::#(#verbs).*)));
    Ok(quote! {
        /// The service over REST, guarded: one route for every binding of every call.
        pub fn routes<S: #path>(service: ::std::sync::Arc<S>) -> ::axum::Router {
            ::axum::Router::new() #(#routes)* .with_state(Guarded::new(service))
        }

        #(#handlers)*
    })
}

fn handler(path: &TokenStream, call: &Call, binding: &Binding, name: &Ident) -> Result<TokenStream> {
    let (constant, method) = (methods::constant(call), names::ident(call.method.name()));
    let reader = reader(call, binding)?;
    let answer = if call.method.is_server_streaming() {
        let (cursor, resume) = (cursor(call), resume(call));
        quote! {
            ::sotay_rest::rest::stream(&#constant, incoming, &READER, #cursor, |mut request| async move {
                #resume
                #path::#method(&service, request).await
            })
        }
    } else {
        quote! {
            ::sotay_rest::rest::unary(&#constant, incoming, &READER, |request| async move {
                #path::#method(&service, request).await
            })
        }
    };
    Ok(quote! {
        async fn #name<S: #path>(
            ::axum::extract::State(service): ::axum::extract::State<Guarded<S>>,
            incoming: ::axum::extract::Request,
        ) -> ::axum::response::Response {
            #reader
            #answer.await
        }
    })
}

/// Where the `id:` of an event is found in its message.
fn cursor(call: &Call) -> TokenStream {
    let answer = names::message(&call.method.output());
    cursor_of(call.method.output().get_field_by_name(CURSOR)).map_or_else(
        || quote!(|_: &#answer| None),
        |field| quote!(|answer: &#answer| Some(answer.#field.as_str())),
    )
}

/// A reconnecting browser says where it was; that goes before what the address says.
fn resume(call: &Call) -> Option<TokenStream> {
    let field = cursor_of(call.method.input().get_field_by_name(CURSOR))?;
    Some(quote! {
        if let Some(seen) = ::sotay_rest::rest::last_event_id(&request) {
            request.get_mut().#field = seen;
        }
    })
}

fn cursor_of(field: Option<FieldDescriptor>) -> Option<Ident> {
    let field = field?;
    let is_plain_text = Shape::of(&field) == Shape::Text && !field.is_list() && !field.supports_presence();
    is_plain_text.then(|| names::field(&field))
}

fn reader(call: &Call, binding: &Binding) -> Result<TokenStream> {
    let request = names::message(&call.method.input());
    let in_path = binding.template.fields().map(|(position, way)| {
        let put = put(way, true);
        quote!(#position => #put)
    });
    let in_query = binding.query.iter().map(|way| {
        let (name, put) = (way.json(), put(way, false));
        quote!(#name => #put)
    });
    let body = body(call, binding)?;
    Ok(quote! {
        const READER: ::sotay_rest::read::Reader<#request> = ::sotay_rest::read::Reader {
            path: |request, position, text| match position {
                #(#in_path,)*
                _ => ::sotay_rest::read::Put::Unknown,
            },
            query: |request, name, text| match name {
                #(#in_query,)*
                _ => ::sotay_rest::read::Put::Unknown,
            },
            body: #body,
        };
    })
}

/// Puts one text into the field at the end of a way.
fn put(way: &Way, is_path: bool) -> TokenStream {
    let name = way.json();
    let outer = way
        .fields
        .iter()
        .take(way.fields.len().saturating_sub(1))
        .map(names::field);
    let leaf = names::field(&way.leaf);
    let field = quote!(&mut request #(.#outer.get_or_insert_default())* .#leaf);
    let (is_list, has_presence) = (way.leaf.is_list(), way.leaf.supports_presence());
    let (function, value) = if let Shape::Choice(kind) = Shape::of(&way.leaf) {
        let kind = names::enumeration(&kind);
        let function = match (is_list, has_presence) {
            (true, _) => "choices",
            (false, true) => "optional_choice",
            (false, false) => "choice",
        };
        (function, quote!(#kind::from_str_name(text).map(i32::from)))
    } else {
        let function = match (is_list, has_presence) {
            (true, _) => "many",
            (false, true) => "optional",
            (false, false) if is_path => "fixed",
            (false, false) => "one",
        };
        (function, quote!(text))
    };
    let function = format_ident!("{function}");
    quote!(::sotay_rest::read::#function(#name, #field, #value))
}

fn body(call: &Call, binding: &Binding) -> Result<TokenStream> {
    let masked = if binding.verb == "PATCH" {
        calls::masked(call)?
    } else {
        None
    };
    let mask = names::ident(MASK);
    let fill = match &binding.body {
        Body::None => return Ok(quote!(None)),
        Body::Whole => {
            let keys = masked.map(|masked| {
                let edited: Vec<String> = masked
                    .fields
                    .iter()
                    .map(|field| field.name().to_owned())
                    .collect();
                let request = call.method.input();
                let others = request.fields().map(|field| field.name().to_owned());
                let without: Vec<String> = others.filter(|name| !edited.contains(name)).collect();
                quote! {
                    if request.#mask.is_none() {
                        request.#mask = Some(::sotay_rest::read::keys(json, &[#(#without),*]));
                    }
                }
            });
            quote!(*request = ::sotay_rest::read::message("", json)?; #keys)
        }
        Body::Field(field) => {
            let (access, name) = (names::field(field), field.json_name());
            let keys = masked.map(|_| quote!(request.#mask = Some(::sotay_rest::read::keys(json, &[]));));
            quote!(request.#access = Some(::sotay_rest::read::message(#name, json)?); #keys)
        }
    };
    Ok(quote!(Some(|request, json| { #fill Ok(()) })))
}
