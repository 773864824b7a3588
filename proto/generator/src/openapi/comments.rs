//! What the protos say beside their declarations.

use std::collections::HashMap;

use prost_reflect::{
    DescriptorPool, EnumDescriptor, FieldDescriptor, FileDescriptor, MessageDescriptor, MethodDescriptor,
    ServiceDescriptor,
};

/// All comments, by file and place.
pub(super) struct Comments {
    texts: HashMap<(String, Vec<i32>), String>,
}

impl Comments {
    pub(super) fn read(pool: &DescriptorPool) -> Self {
        let mut texts = HashMap::new();
        for file in pool.files() {
            let places = file
                .file_descriptor_proto()
                .source_code_info
                .iter()
                .flat_map(|info| &info.location);
            for place in places {
                if let Some(text) = &place.leading_comments {
                    texts.insert((file.name().to_owned(), place.path.clone()), tidy(text));
                }
            }
        }
        Self { texts }
    }

    pub(super) fn of_service(&self, service: &ServiceDescriptor) -> String {
        self.at(&service.parent_file(), service.path())
    }

    pub(super) fn of_method(&self, method: &MethodDescriptor) -> String {
        self.at(&method.parent_file(), method.path())
    }

    pub(super) fn of_message(&self, message: &MessageDescriptor) -> String {
        self.at(&message.parent_file(), message.path())
    }

    pub(super) fn of_field(&self, field: &FieldDescriptor) -> String {
        self.at(&field.parent_file(), field.path())
    }

    /// The comment of an enum, and under it those of its values.
    pub(super) fn of_enum(&self, kind: &EnumDescriptor) -> String {
        let file = kind.parent_file();
        let mut text = self.at(&file, kind.path());
        for value in kind.values() {
            let about = self.at(&file, value.path());
            if !about.is_empty() {
                text.push_str("\n- `");
                text.push_str(value.name());
                text.push_str("`: ");
                text.push_str(&about);
            }
        }
        text
    }

    fn at(&self, file: &FileDescriptor, path: &[i32]) -> String {
        self.texts
            .get(&(file.name().to_owned(), path.to_vec()))
            .cloned()
            .unwrap_or_default()
    }
}

fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}
