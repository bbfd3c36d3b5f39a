-- Ledger as known: every entry of the months up to the period, each account from the newest file of its month.
--
-- since: 2000-01
-- rule:  design.md 3: ledger files replace account by account. `net` is debit less credit. What no source
--        that we know says is told by the accounts that one reference touches on one day: sales and receivables are an invoice, stock and
--        payables a bill, stock and cost a journal

with

entries as (
    select
        ledger_entries.*,
        account_roles.role,
        coalesce(ledger_entries.debit, 0) - coalesce(ledger_entries.credit, 0) as net,
        ledger_entries.period = $period as is_in_month
    from ledger_entries
    inner join ledger_files
        on ledger_files.period = ledger_entries.period
        and ledger_files.account = ledger_entries.account
        and ledger_files._landing = ledger_entries._landing
        and ledger_files.age = 1
    left join account_roles on account_roles.account = ledger_entries.account
),

touched as (
    select
        period,
        entry_date,
        reference,
        sum(case when role = 'revenue' then net end) as sold,
        sum(case when role = 'receivable' then net end) as owed_to_us,
        sum(case when role = 'inventory' then net end) as stocked,
        sum(case when role = 'payable' then net end) as owed_by_us,
        count(case when role in ('cogs', 'landed_costs', 'adjustments') then 1 end) as costs
    from entries
    where
        kind = 'other'
        and reference is not null
    group by
        period,
        entry_date,
        reference
),

told as (
    select
        period,
        entry_date,
        reference,
        case
            when sold is not null and (owed_to_us is not null or (stocked is null and owed_by_us is null and costs = 0))
                then case when sold > 0 then 'sales_credit' else 'sales_invoice' end
            when stocked is not null and owed_by_us is not null
                then case when stocked < 0 then 'bill_credit' else 'bill' end
            when stocked is not null and costs > 0 then 'journal'
            when stocked is null and owed_by_us < 0 then 'bill'
            when stocked is null and (owed_by_us > 0 or owed_to_us < 0) then 'payment'
        end as kind
    from touched
)

select
    entries.* exclude (kind),
    coalesce(told.kind, entries.kind) as kind
from entries
left join told
    on told.period = entries.period
    and told.entry_date = entries.entry_date
    and told.reference = entries.reference
    and entries.kind = 'other'
