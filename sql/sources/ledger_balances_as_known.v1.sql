-- Ledger balances as known: opening, movement and closing of each account and month, from the newest file of the month.
--
-- since: 2000-01
-- grain: one row for each account and month
-- key:   period, account
-- rule:  accounting-files.md#balances, balances.md#ledger-inventory
--        `identity` is the account under whatever name a file has it. Debit positive

with

stated as (
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

moved as (
    select
        period,
        identity,
        count(*) as accounts
    from stated
    where age = 1
    group by
        period,
        identity
),

trial as (
    select
        stated.period,
        stated.identity,
        stated.closing,
        row_number() over (
            partition by stated.period, stated.identity
            order by stated.age
        ) as nth
    from stated
    inner join moved
        on moved.period = stated.period
        and moved.identity = stated.identity
        and moved.accounts = 1
    where stated.is_balance_only
),

proven as (
    -- Of opening, movement and closing, two give the third.
    select
        stated.* exclude (is_balance_only, age, opening, closing),
        coalesce(
            stated.opening,
            stated.closing - stated.debits + stated.credits,
            trial.closing - stated.debits + stated.credits
        ) as opening,
        coalesce(stated.closing, stated.opening + stated.debits - stated.credits, trial.closing) as closing
    from stated
    left join trial
        on trial.period = stated.period
        and trial.identity = stated.identity
        and trial.nth = 1
    where stated.age = 1
),

anchors as (
    -- Without any balance an account goes on from the newest month before that has one.
    select
        proven.period,
        proven.identity,
        max(earlier.period) as anchor
    from proven
    inner join proven as earlier
        on earlier.identity = proven.identity
        and earlier.period < proven.period
        and earlier.closing is not null
    where
        proven.opening is null
        and proven.closing is null
    group by
        proven.period,
        proven.identity
),

carried as (
    -- Every month between has to be there, with its movement.
    select
        anchors.period,
        anchors.identity,
        sum(case when months.period = anchors.anchor then months.closing else months.debits - months.credits end) as opening
    from anchors
    inner join proven as months
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
    proven.* exclude (opening, closing),
    coalesce(proven.opening, carried.opening) as opening,
    coalesce(proven.closing, carried.opening + proven.debits - proven.credits) as closing,
    account_roles.role
from proven
left join carried
    on carried.period = proven.period
    and carried.identity = proven.identity
left join account_roles on account_roles.account = proven.account
