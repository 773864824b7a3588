//! `Guarded`: the service behind the guard that both wires pass.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::calls::{Call, Service};
use crate::{methods, names};

/// The path of the service's trait.
pub(crate) fn service_trait(service: &Service) -> TokenStream {
    let server = names::ident(&format!("{}Server", service.name));
    let name = names::type_ident(&service.name);
    quote!(#server::#name)
}

/// `Guarded`, its implementation of the service, and the gRPC server around it.
pub(crate) fn emit(service: &Service) -> TokenStream {
    let path = service_trait(service);
    let server = names::ident(&format!("{}Server", service.name));
    let server_type = format_ident!("{}Server", names::type_ident(&service.name));
    let methods = service.calls.iter().map(methods::constant);
    let calls = service.calls.iter().map(|call| guarded(&path, call));
    quote! {
        /// The service behind its guard: asks who is calling, checks the request, and words refusals for the caller.
        #[derive(Debug)]
        pub struct Guarded<S> {
            service: ::std::sync::Arc<S>,
        }

        impl<S> Guarded<S> {
            /// Puts the guard before a service.
            pub fn new(service: ::std::sync::Arc<S>) -> Self {
                Self { service }
            }
        }

        impl<S> Clone for Guarded<S> {
            fn clone(&self) -> Self {
                Self::new(::std::sync::Arc::clone(&self.service))
            }
        }

        /// The service over gRPC, guarded and behind its door.
        pub fn server<S: #path>(
            service: ::std::sync::Arc<S>,
        ) -> ::sotay_rest::Door<#server::#server_type<Guarded<S>>> {
            const CALLS: &[&::sotay_rest::Method] = &[#(&#methods),*];
            let server = #server::#server_type::new(Guarded::new(service))
                .max_decoding_message_size(::sotay_rest::read::BODY_LIMIT);
            ::sotay_rest::Door::new(server, CALLS)
        }

        #[::tonic::async_trait]
        impl<S: #path> #path for Guarded<S> {
            #(#calls)*
        }
    }
}

fn guarded(path: &TokenStream, call: &Call) -> TokenStream {
    let constant = methods::constant(call);
    let name = names::ident(call.method.name());
    let (request, response) = (
        names::message(&call.method.input()),
        names::message(&call.method.output()),
    );
    let enter = quote!(let language = ::sotay_rest::guard::enter(&#constant, &mut request)?;);
    let called = quote!(#path::#name(&*self.service, request));
    if !call.method.is_server_streaming() {
        return quote! {
            async fn #name(
                &self,
                mut request: ::tonic::Request<#request>,
            ) -> ::std::result::Result<::tonic::Response<#response>, ::tonic::Status> {
                #enter
                ::sotay_rest::guard::answer(language, #called).await
            }
        };
    }
    let stream = format_ident!("{}Stream", names::type_ident(call.method.name()));
    quote! {
        type #stream = ::sotay_rest::guard::Answers<#response>;

        async fn #name(
            &self,
            mut request: ::tonic::Request<#request>,
        ) -> ::std::result::Result<::tonic::Response<Self::#stream>, ::tonic::Status> {
            #enter
            ::sotay_rest::guard::answers(language, #called).await
        }
    }
}
