//! Prints the contract as `OpenAPI`.

fn main() {
    println!("{}", sotay_proto::OPENAPI);
}
