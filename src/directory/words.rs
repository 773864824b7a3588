//! The closed lists of the directory: what an organisation is, what a member's standing is made of.

use crate::base::{Error, Result};
use anyhow::anyhow;

/// Declares a closed list: the enum, all of it, the word as stored, and the way back.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// The whole list, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// As stored, as written in the contract and in import files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The meaning of a word, when it is on the list.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|listed| listed.name() == word)
            }

            /// Reads a stored word.
            pub fn read(word: &str) -> Result<Self> {
                Self::parse(word).ok_or_else(|| Error::Broken(anyhow!(
                    "{word} is no word of {}", stringify!($name)
                )))
            }
        }
    };
}

words! {
    /// What an organisation is. The depth of the tree is free; the kind says the level.
    Kind {
        /// Đảng bộ tỉnh, thành phố.
        Province = "PROVINCE",
        /// Đảng bộ huyện, quận (until 01/7/2025).
        District = "DISTRICT",
        /// Đảng bộ cơ sở.
        GrassrootsCommittee = "GRASSROOTS_COMMITTEE",
        /// Đảng bộ bộ phận.
        IntermediateCommittee = "INTERMEDIATE_COMMITTEE",
        /// Chi bộ.
        Branch = "BRANCH",
    }
}

words! {
    /// Official, or in the twelve months of probation.
    Class {
        /// Đảng viên chính thức.
        Official = "OFFICIAL",
        /// Đảng viên dự bị.
        Probationary = "PROBATIONARY",
    }
}

words! {
    /// Whether a member takes part in party life. A day without a record counts as active.
    Activity {
        /// Takes part.
        Active = "ACTIVE",
        /// Được miễn công tác và sinh hoạt đảng.
        Exempt = "EXEMPT",
        /// Đình chỉ sinh hoạt đảng.
        Suspended = "SUSPENDED",
        /// Bị khởi tố, tạm giam.
        Detained = "DETAINED",
    }
}

words! {
    /// The two kinds of exemption.
    Exemption {
        /// Old age and weak health; the branch decides.
        AgeAndHealth = "AGE_AND_HEALTH",
        /// For a time; the committee decides.
        Temporary = "TEMPORARY",
    }
}

words! {
    /// Why a member is exempt for a time.
    ExemptionReason {
        /// Long treatment.
        Treatment = "TREATMENT",
        /// Abroad, singly.
        Abroad = "ABROAD",
        /// Work that moves about, less than a year.
        MobileWork = "MOBILE_WORK",
        /// Waiting for retirement.
        WaitingForRetirement = "WAITING_FOR_RETIREMENT",
        /// Maternity.
        Maternity = "MATERNITY",
    }
}

words! {
    /// What kind of phone a member can use.
    Phone {
        /// The member's own.
        Own = "OWN",
        /// Shared in the family.
        Shared = "SHARED",
        /// No smartphone.
        None = "NONE",
    }
}

words! {
    /// A member's relation to a branch.
    Relation {
        /// Sinh hoạt chính thức.
        Home = "HOME",
        /// Sinh hoạt tạm thời, coming from elsewhere.
        TemporarilyIn = "TEMPORARILY_IN",
        /// Sinh hoạt tạm thời elsewhere; recorded at the home branch.
        TemporarilyOut = "TEMPORARILY_OUT",
        /// Giữ mối liên hệ nơi cư trú: no membership, no vote.
        ResidenceLink = "RESIDENCE_LINK",
    }
}

words! {
    /// As the file says it.
    Gender {
        /// Nam.
        Male = "MALE",
        /// Nữ.
        Female = "FEMALE",
    }
}

words! {
    /// How far an import has come.
    ImportState {
        /// Waits for its turn.
        Waiting = "WAITING",
        /// Some rows are done.
        Running = "RUNNING",
        /// All rows are done.
        Done = "DONE",
    }
}
