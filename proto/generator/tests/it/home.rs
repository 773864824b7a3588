//! A contract in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sotay_generator::{Contract, Result};

static HOMES: AtomicU32 = AtomicU32::new(0);

/// A folder with one proto, `sotay/things/v1/things.proto`.
pub(crate) struct Home {
    pub(crate) path: PathBuf,
}

impl Home {
    pub(crate) fn new(proto: &str) -> Self {
        let number = HOMES.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("home{number}"));
        let home = Self { path };
        home.put("sotay/things/v1/things.proto", &format!("{HEAD}{proto}"));
        home
    }

    pub(crate) fn put(&self, file: &str, text: &str) {
        let path = self.path.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self) -> Result<Contract> {
        sotay_generator::read(&self.path, &[&options()])
    }
}

/// Where the options of the real contract lie.
pub(crate) fn options() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Drop for Home {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.path));
    }
}

const HEAD: &str = r#"
syntax = "proto3";
package sotay.things.v1;
import "google/api/annotations.proto";
import "google/protobuf/any.proto";
import "google/protobuf/field_mask.proto";
import "sotay/contract/v1/contract.proto";
"#;

/// A service of one call, with this binding and these fields in its request.
pub(crate) fn service(binding: &str, fields: &str) -> String {
    format!(
        r"
service Things {{
  rpc DoThing(DoThingRequest) returns (DoThingResponse) {{
    option (google.api.http) = {{{binding}}};
    option (sotay.contract.v1.method) = {{example: '{{}}'}};
  }}
}}
message DoThingRequest {{ {fields} }}
message DoThingResponse {{}}
message Inner {{ string name = 1; Inner inner = 2; }}
message Plain {{ string name = 1; }}
"
    )
}
