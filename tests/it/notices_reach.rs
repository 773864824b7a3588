//! Whom a notice reaches: members by name, everything below an organisation, and whoever joins before the meeting.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;
use sotay::base::{Id, Kind as Answer};
use sotay::notices::{self, Addressee, Kind, NewNotice, Seen};

use crate::meetings_story::kinds;
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town;
use crate::support::world::World;

over_both_wires! {
    async fn a_notice_to_members_by_name_is_for_them_alone(world: World) {
        let branch = world.branch().await;
        let stranger = world.stranger().await;
        let start = branch.lan.does("ListMyNotices", json!({})).await;
        let named = Addressee::Members(vec![branch.lan.id, stranger.id, branch.lan.id]);
        let notice = tells(&world, named, None).await;
        for person in [&branch.lan, &stranger] {
            let inbox = person.does("ListMyNotices", json!({})).await;
            assert_eq!(kinds(&inbox), ["MEETING_CALLED"], "{}", person.login);
        }
        let news = branch.lan.does("ListMyNotices", json!({"since": start["nextSince"]})).await;
        assert_eq!(kinds(&news), ["MEETING_CALLED"]);
        let nothing = branch.lan.does("ListMyNotices", json!({"since": news["nextSince"]})).await;
        assert_eq!(kinds(&nothing), [""; 0]);

        for person in [&branch.binh, &branch.secretary] {
            assert_eq!(kinds(&person.does("ListMyNotices", json!({})).await), [""; 0], "{}", person.login);
            assert!(person.is_refused("ReadNotice", json!({"notice": notice})).await.is(Answer::NotFound));
        }
        stranger.does("ReadNotice", json!({"notice": notice})).await;
    }

    async fn who_has_read_the_newest_of_a_meeting_is_up_to_date(world: World) {
        let branch = world.branch().await;
        let (all, meeting) = ([branch.lan.id, branch.binh.id, branch.secretary.id], Id::from_u128(5));
        let first = tells(&world, Addressee::Organization(branch.id), Some(meeting)).await;
        branch.lan.does("ReadNotice", json!({"notice": first})).await;
        let read_at = world.clock.now();
        let seen = |is_up_to_date| vec![Seen { member: branch.lan.id, first_at: read_at, is_up_to_date }];
        assert_eq!(seen_of(&world, meeting, &all).await, seen(true));

        world.later(TimeDelta::minutes(1)).await;
        tells(&world, Addressee::Members(vec![branch.binh.id]), Some(meeting)).await;
        assert_eq!(seen_of(&world, meeting, &all).await, seen(true), "what went to Bình alone is not Lan's to read");
        tells(&world, Addressee::Organization(branch.id), Some(meeting)).await;
        assert_eq!(seen_of(&world, meeting, &all).await, seen(false));
        assert_eq!(seen_of(&world, meeting, &[branch.binh.id]).await, []);
        assert_eq!(seen_of(&world, Id::from_u128(6), &all).await, []);
    }

    async fn a_notice_to_a_commune_is_one_row_and_reaches_every_branch_below(world: World) {
        let branch = world.branch().await;
        let stranger = world.stranger().await;
        let officer = world.person(town::login::THU).await;
        let commune = world.organization(town::COMMUNE).await;
        tells(&world, Addressee::Below(commune), None).await;
        tells(&world, Addressee::Organization(commune), None).await;
        for person in [&branch.lan, &branch.secretary, &stranger, &officer] {
            let inbox = person.does("ListMyNotices", json!({})).await;
            assert_eq!(kinds(&inbox), ["MEETING_CALLED"], "{}: nobody sits in the committee itself", person.login);
            person.does("ReadNotice", json!({"notice": inbox["notices"][0]["id"]})).await;
        }
        tells(&world, Addressee::Below(branch.id), None).await;
        assert_eq!(kinds(&stranger.does("ListMyNotices", json!({})).await).len(), 1);
        assert_eq!(kinds(&branch.lan.does("ListMyNotices", json!({})).await).len(), 2);
    }

    async fn who_joins_sees_the_call_of_a_meeting_yet_to_come_and_nothing_older(world: World) {
        let branch = world.branch().await;
        let stranger = world.stranger().await;
        tells(&world, Addressee::Organization(branch.id), None).await;
        stands(&world, branch.id, TimeDelta::hours(3)).await;
        let call = stands(&world, branch.id, TimeDelta::days(3)).await;
        world.later(TimeDelta::days(2)).await;
        let stranger = world.signs_in(&stranger).await;
        let start = stranger.does("ListMyNotices", json!({})).await;
        assert_eq!(kinds(&start), [""; 0]);
        moves(&world, &stranger, branch.id).await;
        let inbox = stranger.does("ListMyNotices", json!({})).await;
        assert_eq!(inbox["notices"][0]["id"], json!(call));
        assert_eq!(kinds(&inbox).len(), 1, "{inbox}");
        stranger.does("ReadNotice", json!({"notice": call})).await;
        // What a new branch adds may be older than the cursor: the phone starts again.
        let old = stranger.is_refused("ListMyNotices", json!({"since": start["nextSince"]})).await;
        assert_eq!(old.code, "NOTICES_CURSOR_REFUSED");
        let since = json!({"since": inbox["nextSince"]});
        assert_eq!(kinds(&stranger.does("ListMyNotices", since).await), [""; 0]);

        let lan = world.signs_in(&branch.lan).await;
        assert_eq!(kinds(&lan.does("ListMyNotices", json!({})).await).len(), 3);
        let west = world.organization(town::WEST).await;
        tells(&world, Addressee::Organization(west), None).await;
        assert_eq!(kinds(&stranger.does("ListMyNotices", json!({})).await).len(), 1, "who moved gets nothing new there");
    }
}

/// Something is said about a meeting.
async fn tells(world: &World, to: Addressee, meeting: Option<Id>) -> Id {
    queue(
        world,
        NewNotice {
            to,
            meeting,
            ..notice()
        },
    )
    .await
}

/// Something is said that stands for a while.
async fn stands(world: &World, branch: Id, during: TimeDelta) -> Id {
    let stands_until = Some(world.clock.now() + during);
    let to = Addressee::Organization(branch);
    queue(
        world,
        NewNotice {
            to,
            stands_until,
            ..notice()
        },
    )
    .await
}

fn notice() -> NewNotice {
    NewNotice {
        kind: Kind::MeetingCalled,
        to: Addressee::Members(Vec::new()),
        meeting: None,
        stands_until: None,
        title: "Mời họp".to_owned(),
        body: "Họp chi ủy.".to_owned(),
    }
}

async fn queue(world: &World, notice: NewNotice) -> Id {
    let mut errand = world.errand().await;
    let now = world.clock.now();
    let id = notices::queue(errand.conn(), now, &notice).await.unwrap();
    errand.commit(()).await.unwrap();
    id
}

async fn seen_of(world: &World, meeting: Id, members: &[Id]) -> Vec<Seen> {
    let mut errand = world.errand().await;
    notices::seen(errand.conn(), meeting, members).await.unwrap()
}

/// A member is at home elsewhere from today on.
async fn moves(world: &World, person: &Person, to: Id) {
    let today: NaiveDate = sotay::base::vietnam::day_of(world.clock.now());
    let mut owner = world.database.owner().await;
    let ends = "update directory.memberships set during = daterange(lower(during), $2)
                where member = $1 and relation = 'HOME'";
    sqlx::query(ends)
        .bind(person.id)
        .bind(today)
        .execute(&mut owner)
        .await
        .unwrap();
    let begins = "insert into directory.memberships (id, member, organization, relation, during)
                  values (gen_random_uuid(), $1, $3, 'HOME', daterange($2, null))";
    sqlx::query(begins)
        .bind(person.id)
        .bind(today)
        .bind(to)
        .execute(&mut owner)
        .await
        .unwrap();
}
