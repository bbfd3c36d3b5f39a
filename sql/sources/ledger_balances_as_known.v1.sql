-- Ledger balances as known: the opening balance, movement and closing balance of each account and month, from the newest file for the
-- month.
--
-- since: 2000-01
-- grain: one row for each account and month
-- key:   period, account
-- rule:  accounting-files.md#balances, balances.md#ledger-inventory
--        `identity` identifies the account under every name that the files give it. Debits are positive

with

stated_balances as (
    select
        ledger_balances.*,
        ledger_files.identity,
        ledger_files.is_balance_only,
        ledger_files.age
    from ledger_balances
    inner join ledger_files
        on ledger_files.period = ledger_balances.period
        and ledger_files.account = ledger_balances.account
        and ledger_files._landing = ledger_balances._landing
),

accounts_by_identity as (
    select
        period,
        identity,
        count(*) as accounts
    from stated_balances
    where age = 1
    group by
        period,
        identity
),

trial_balances as (
    select
        stated_balances.period,
        stated_balances.identity,
        stated_balances.closing,
        row_number() over (
            partition by stated_balances.period, stated_balances.identity
            order by stated_balances.age
        ) as nth
    from stated_balances
    inner join accounts_by_identity
        on accounts_by_identity.period = stated_balances.period
        and accounts_by_identity.identity = stated_balances.identity
        and accounts_by_identity.accounts = 1
    where stated_balances.is_balance_only
),

proven_balances as (
    -- Any two of opening, movement and closing determine the third.
    select
        stated_balances.* exclude (is_balance_only, age, opening, closing),
        coalesce(
            stated_balances.opening,
            stated_balances.closing - stated_balances.debits + stated_balances.credits,
            trial_balances.closing - stated_balances.debits + stated_balances.credits
        ) as opening,
        coalesce(
            stated_balances.closing, stated_balances.opening + stated_balances.debits - stated_balances.credits, trial_balances.closing
        ) as closing
    from stated_balances
    left join trial_balances
        on trial_balances.period = stated_balances.period
        and trial_balances.identity = stated_balances.identity
        and trial_balances.nth = 1
    where stated_balances.age = 1
),

anchors as (
    -- An account without a balance is rolled forward from the latest earlier month that has one.
    select
        proven_balances.period,
        proven_balances.identity,
        max(earlier.period) as anchor
    from proven_balances
    inner join proven_balances as earlier
        on earlier.identity = proven_balances.identity
        and earlier.period < proven_balances.period
        and earlier.closing is not null
    where
        proven_balances.opening is null
        and proven_balances.closing is null
    group by
        proven_balances.period,
        proven_balances.identity
),

carried_openings as (
    -- Every month in between must be present, with its movement.
    select
        anchors.period,
        anchors.identity,
        sum(case when months.period = anchors.anchor then months.closing else months.debits - months.credits end) as opening
    from anchors
    inner join proven_balances as months
        on months.identity = anchors.identity
        and months.period >= anchors.anchor
        and months.period < anchors.period
    group by
        anchors.period,
        anchors.identity,
        anchors.anchor
    having
        count(distinct months.period)
        = (cast(left(anchors.period, 4) as integer) - cast(left(anchors.anchor, 4) as integer)) * 12
        + cast(right(anchors.period, 2) as integer) - cast(right(anchors.anchor, 2) as integer)
        and count(*) = count(case when months.period = anchors.anchor then months.closing else months.debits - months.credits end)
)

select
    proven_balances.* exclude (opening, closing),
    coalesce(proven_balances.opening, carried_openings.opening) as opening,
    coalesce(proven_balances.closing, carried_openings.opening + proven_balances.debits - proven_balances.credits) as closing,
    account_roles.role
from proven_balances
left join carried_openings
    on carried_openings.period = proven_balances.period
    and carried_openings.identity = proven_balances.identity
left join account_roles on account_roles.account = proven_balances.account
