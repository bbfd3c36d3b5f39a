-- Close history: for each of the last twelve months with exports, the days to close it, its gap, its unexplained amount and its late steps.
--
-- since: 2000-01
-- months: 12
-- key:   period
-- needs: stock_valuation_lines, stock_reconciliation_entries, ledger_entries
-- events: signed, certified, retracted, sealed, reopened, attested, waived, withdrawn
-- rule:  flux.md#how-the-close-went
--        A month is closed on the day of the reviewer's signature of the month that was not withdrawn or, without one, of the seal. If its
--        figures have changed since, the signature is suspended. Days are calendar days in UTC

with

uploads as (
    select
        period,
        cast(min(landed_at) as date) as first_upload,
        count(distinct who) as uploaders
    from landings_history
    where
        period <= $period
        and dataset not like 'settings%'
    group by period
),

month_acts as (
    select
        acts.period,
        max(case when kind in ('signed', 'certified') and value = 'preparer' then recorded_at end) as prepared_at,
        max(case when kind in ('signed', 'certified') and value = 'reviewer' then recorded_at end) as reviewed_at,
        max(case when kind = 'sealed' then recorded_at end) as sealed_at,
        count(case when kind = 'reopened' then 1 end) as reopened
    from audit_log as acts
    where
        subject = 'month'
        and period <= $period
        and kind in ('signed', 'certified', 'sealed', 'reopened')
        and not exists (
            select 1
            from audit_log as undone
            where
                undone.kind = 'retracted'
                and undone.about = acts.number
        )
    group by acts.period
),

legs as (
    -- The unexplained amounts of two legs must not offset each other. If one is unknown, so is their sum.
    select
        period,
        case when count(amount) = count(*) then sum(abs(amount)) end as unexplained
    from bridge_by_month
    where cause_id = 'unexplained'
    group by period
),

late as (
    select
        period,
        count(*) as late_steps,
        max(days_late) as most_days_late
    from late_steps_by_month
    group by period
),

months as (
    select
        balances_by_month.period,
        uploads.first_upload,
        cast(month_acts.prepared_at as date) as prepared_on,
        cast(month_acts.reviewed_at as date) as reviewed_on,
        cast(month_acts.sealed_at as date) as sealed_on,
        cast(coalesce(month_acts.reviewed_at, month_acts.sealed_at) as date) as closed_on,
        month_acts.reopened,
        last_day(cast(balances_by_month.period || '-01' as date)) as month_end,
        balances_by_month.hsv - balances_by_month.gl_inventory as gap,
        legs.unexplained,
        late.late_steps,
        late.most_days_late,
        case when month_standings.state in ('signed', 'suspended') then month_standings.state end as standing
    from balances_by_month
    left join uploads on uploads.period = balances_by_month.period
    left join month_acts on month_acts.period = balances_by_month.period
    left join legs on legs.period = balances_by_month.period
    left join late on late.period = balances_by_month.period
    left join month_standings on month_standings.period = balances_by_month.period
)

select
    period,                                                                           -- Month
    first_upload,                                                                     -- First upload
    prepared_on,                                                                      -- Prepared
    reviewed_on,                                                                      -- Reviewed
    sealed_on,                                                                        -- Sealed
    standing,                                                                         -- Signature: suspended if figures have changed since
    cast(date_diff('day', month_end, closed_on) as integer) as days_to_close,         -- Days to close: since the month end
    cast(date_diff('day', first_upload, closed_on) as integer) as days_of_work,       -- Days of work: since the first upload
    cast(
        case when closed_on is not null then coalesce(late_steps, 0) else late_steps end as integer
    ) as late_steps,                                                                  -- Done late: steps that were done after they were due
    most_days_late,                                                                   -- Most days late
    cast(coalesce(reopened, 0) as integer) as reopened,                               -- Times re-opened
    cast(gap as decimal(18, 2)) as gap,                                               -- Valuation less ledger
    cast(unexplained as decimal(18, 2)) as unexplained                                -- Unexplained: of both legs, in all
from months
order by period
