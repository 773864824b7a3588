//! How things of the protos are called in Rust, in JSON and in paths.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use prost_reflect::{EnumDescriptor, FieldDescriptor, MessageDescriptor};
use quote::quote;

/// The first word of every package that is generated.
pub(crate) const ROOT: &str = "sotay";

/// The package with the options, which needs no code.
pub(crate) const OPTIONS: &str = "sotay.contract.v1";

/// Whether code is generated for this package.
pub(crate) fn is_ours(package: &str) -> bool {
    package != OPTIONS && package.split('.').next() == Some(ROOT)
}

/// Whether a service is named after the area of its package.
pub(crate) fn is_area(package: &str, service: &str) -> bool {
    let area = package.rsplit('.').nth(1);
    area == Some(service.to_snake_case().as_str())
}

/// A snake-case name as an identifier, raw where Rust reserves the word.
pub(crate) fn ident(name: &str) -> Ident {
    let snake = name.to_snake_case();
    match snake.as_str() {
        "self" | "super" | "crate" | "extern" => Ident::new(&format!("{snake}_"), Span::call_site()),
        _ if syn::parse_str::<Ident>(&snake).is_err() => Ident::new_raw(&snake, Span::call_site()),
        _ => Ident::new(&snake, Span::call_site()),
    }
}

/// A type's or trait's identifier.
pub(crate) fn type_ident(name: &str) -> Ident {
    Ident::new(&name.to_upper_camel_case(), Span::call_site())
}

/// A constant's identifier.
pub(crate) fn constant(name: &str) -> Ident {
    Ident::new(&name.to_shouty_snake_case(), Span::call_site())
}

/// The field's identifier in its struct.
pub(crate) fn field(field: &FieldDescriptor) -> Ident {
    ident(field.name())
}

/// The path of a message's struct, from anywhere.
pub(crate) fn message(message: &MessageDescriptor) -> TokenStream {
    type_path(message.full_name(), message.package_name())
}

/// The path of an enum, from anywhere.
pub(crate) fn enumeration(kind: &EnumDescriptor) -> TokenStream {
    type_path(kind.full_name(), kind.package_name())
}

/// The module of a package, from anywhere.
pub(crate) fn module(package: &str) -> TokenStream {
    let parts = package.split('.').skip(1).map(ident);
    quote!(crate #(::#parts)*)
}

fn type_path(full_name: &str, package: &str) -> TokenStream {
    let inside = full_name
        .strip_prefix(package)
        .unwrap_or(full_name)
        .trim_start_matches('.');
    let (outer, name) = inside.rsplit_once('.').unwrap_or(("", inside));
    let name = type_ident(name);
    if package == "google.protobuf" {
        return quote!(::sotay_rest::wkt::#name);
    }
    let module = module(package);
    let outer = outer.split('.').filter(|part| !part.is_empty()).map(ident);
    quote!(#module #(::#outer)* ::#name)
}
