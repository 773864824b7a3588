//! A `Method` for every call: what the contract says about it, as data.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::calls::{Call, Service};
use crate::http::{Binding, Body};
use crate::names;

/// The constants of one service.
pub(crate) fn emit(service: &Service) -> TokenStream {
    let methods = service.calls.iter().map(|call| method(service, call));
    quote!(#(#methods)*)
}

/// The constant that describes a call.
pub(crate) fn constant(call: &Call) -> Ident {
    names::constant(call.method.name())
}

fn method(service: &Service, call: &Call) -> TokenStream {
    let Call {
        method,
        public,
        if_match,
        example,
        example_answer,
        ..
    } = call;
    let (constant, name, full_name) = (constant(call), method.name(), method.parent_service());
    let full_name = full_name.full_name();
    let grpc_path = format!("/{full_name}/{name}");
    let bindings = call.bindings.iter().map(binding);
    let (mutates, streams) = (call.mutates(), method.is_server_streaming());
    let refusals = call.refusals.iter().map(|refusal| &refusal.code);
    let (request, response) = (method.input(), method.output());
    let (request, response) = (request.full_name(), response.full_name());
    let doc = format!(" What the contract says about `{}.{name}`.", service.name);
    quote! {
        #[doc = #doc]
        pub static #constant: ::sotay_rest::Method = ::sotay_rest::Method {
            name: #name,
            service: #full_name,
            grpc_path: #grpc_path,
            bindings: &[#(#bindings),*],
            public: #public,
            mutates: #mutates,
            streams: #streams,
            if_match: #if_match,
            refusals: &[#(#refusals),*],
            request: #request,
            response: #response,
            example: #example,
            example_answer: #example_answer,
        };
    }
}

fn binding(binding: &Binding) -> TokenStream {
    let (verb, template) = (&binding.verb, &binding.template.text);
    let body = match &binding.body {
        Body::None => quote!(None),
        Body::Whole => quote!(Whole),
        Body::Field(field) => {
            let name = field.name();
            quote!(Field(#name))
        }
    };
    quote!(::sotay_rest::Binding { verb: #verb, template: #template, body: ::sotay_rest::Body::#body })
}
