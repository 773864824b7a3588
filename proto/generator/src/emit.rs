//! Writes what the steps have made, and the module tree that holds it together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::calls::Service;
use crate::error::{Error, Result};
use crate::{guard, methods, names, routes, validate};

/// Writes `<package>.rest.rs` for every package, and `contract.rs` that includes everything.
pub(crate) fn write(services: &[Service], packages: &BTreeSet<String>, out: &Path) -> Result<()> {
    let mut validations = validate::emit(services)?;
    for package in packages {
        let served = services
            .iter()
            .filter(|service| service.package == *package)
            .map(serve)
            .collect::<Result<Vec<_>>>()?;
        let validated = validations.remove(package).unwrap_or_default();
        file(
            &out.join(format!("{package}.rest.rs")),
            &pretty(quote!(#(#served)* #(#validated)*))?,
        )?;
    }
    file(&out.join("contract.rs"), &contract(services, packages, out)?)
}

fn serve(service: &Service) -> Result<TokenStream> {
    let (methods, guard, routes) = (
        methods::emit(service),
        guard::emit(service),
        routes::emit(service)?,
    );
    if !service.own_module {
        return Ok(quote!(#methods #guard #routes));
    }
    let (doc, module) = (
        format!(" The service `{}` behind its guard.", service.name),
        names::ident(&service.name),
    );
    Ok(quote! {
        #methods

        #[doc = #doc]
        pub mod #module {
            use super::*;

            #guard
            #routes
        }
    })
}

fn contract(services: &[Service], packages: &BTreeSet<String>, out: &Path) -> Result<String> {
    let mut tree = Modules::default();
    for package in packages {
        tree.insert(package.split('.').skip(1), package);
    }
    let modules = tree.emit(out);
    let methods = services.iter().flat_map(|service| {
        let module = names::module(&service.package);
        service.calls.iter().map(move |call| {
            let constant = methods::constant(call);
            quote!(&#module::#constant)
        })
    });
    pretty(quote! {
        /// Every call of the contract.
        pub static METHODS: &[&::sotay_rest::Method] = &[#(#methods),*];

        /// The contract as `OpenAPI` 3.1, JSON.
        pub static OPENAPI: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

        /// The contract as an encoded `google.protobuf.FileDescriptorSet`, for gRPC reflection.
        pub static DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.binpb"));

        #modules
    })
}

/// The packages as a tree of modules.
#[derive(Default)]
struct Modules {
    package: Option<String>,
    inner: BTreeMap<String, Modules>,
}

impl Modules {
    fn insert<'a>(&mut self, mut path: impl Iterator<Item = &'a str>, package: &str) {
        match path.next() {
            Some(name) => self
                .inner
                .entry(name.to_owned())
                .or_default()
                .insert(path, package),
            None => self.package = Some(package.to_owned()),
        }
    }

    fn emit(&self, out: &Path) -> TokenStream {
        let files = self
            .package
            .iter()
            .flat_map(|package| ["rs", "serde.rs", "rest.rs"].map(|end| format!("{package}.{end}")));
        // A package of enums or of no service at all has no file of some kind.
        let files = files
            .filter(|name| out.join(name).exists())
            .map(|name| format!("/{name}"));
        let inner = self.inner.iter().map(|(name, module)| {
            let (doc, name, content) = (
                format!(" The area `{name}`."),
                names::ident(name),
                module.emit(out),
            );
            quote!(#[doc = #doc] pub mod #name { #content })
        });
        quote!(#(include!(concat!(env!("OUT_DIR"), #files));)* #(#inner)*)
    }
}

fn pretty(tokens: TokenStream) -> Result<String> {
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

/// Writes a file.
pub(crate) fn file(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).map_err(|source| Error::file(path, source))
}
