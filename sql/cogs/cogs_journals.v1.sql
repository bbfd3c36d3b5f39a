-- COGS journals: the inventory entries of each month's COGS journal from Omni, including its reversals and replacements.
--
-- since: 2000-01
-- grain: one row for each ledger line of a COGS journal
-- key:   _landing, _line
-- rule:  cogs.md#the-cogs-journal
--        If a series is already known, or the text does not name a month, a journal that mentions COGS must also have roughly the right
--        amount. `amount` is positive. `is_proven` is true if the journal is recognised by Omni's COGS for this or another month rather
--        than by its text

with

cogs_figures as (
    select
        cogs_month,
        sum(delta) over (partition by cogs_month order by shown_in, shown_at) as cogs_then
    from cogs_moments
),

newest_figures as (
    select cogs_month, sum(delta) as cogs
    from cogs_moments
    group by cogs_month
),

series_months as (
    select
        cogs_candidates.cogs_month,
        cogs_candidates.series,
        sum(cogs_candidates.amount) as amount,
        count(*) as journals,
        max(case when cogs_candidates.says_cogs then 1 else 0 end) = 1 as says_cogs,
        max(case when cogs_candidates.says_month then 1 else 0 end) = 1 as says_month,
        max(case when cogs_candidates.touches_cogs then 1 else 0 end) = 1 as touches_cogs,
        max(newest_figures.cogs) as cogs
    from cogs_candidates
    left join newest_figures on newest_figures.cogs_month = cogs_candidates.cogs_month
    group by
        cogs_candidates.cogs_month,
        cogs_candidates.series
),

exact_series as (
    select distinct series_months.cogs_month, series_months.series
    from series_months
    inner join cogs_figures
        on cogs_figures.cogs_month = series_months.cogs_month
        and round(cogs_figures.cogs_then, 2) = round(series_months.amount, 2)
    where cogs_figures.cogs_then <> 0
),

known_series as (
    select distinct series
    from exact_series
),

qualified_series as (
    select
        series_months.*,
        case
            when exact_series.series is not null then 1
            when known_series.series is not null and (series_months.touches_cogs or series_months.says_cogs) then 2
            when series_months.says_cogs and (is_near or (series_months.says_month and known_ones.series = 0)) then 3
            when series_months.touches_cogs and is_near then 4
        end as standing
    from (
        select *, coalesce(abs(cogs - amount) * 2 < abs(cogs), true) as is_near
        from series_months
    ) as series_months
    cross join (select count(*) as series from known_series as any_known) as known_ones
    left join known_series on known_series.series = series_months.series
    left join exact_series
        on exact_series.cogs_month = series_months.cogs_month
        and exact_series.series = series_months.series
),

ranked_series as (
    select
        *,
        row_number() over (
            partition by cogs_month
            order by standing, coalesce(abs(cogs - amount), -amount), series
        ) as nth
    from qualified_series
    where standing is not null
),

chosen_series as (
    -- An amount that was posted and then reversed, with only a number as its text, has no effect.
    select cogs_month, series, standing
    from ranked_series
    where nth = 1
    union all
    select series_months.cogs_month, series_months.series, null as standing
    from series_months
    left join ranked_series
        on ranked_series.cogs_month = series_months.cogs_month
        and ranked_series.series = series_months.series
        and ranked_series.nth = 1
    where
        ranked_series.series is null
        and series_months.amount = 0
        and series_months.journals > 1
        and (series_months.says_cogs or not regexp_matches(series_months.series, '\p{L}'))
)

select
    ledger_matches._landing,
    ledger_matches._line,
    ledger_matches.period,
    ledger_matches.reference,
    ledger_matches.entry_date,
    cogs_candidates.cogs_month,
    -ledger_matches.net as amount,
    coalesce(chosen_series.standing <= 2, false) as is_proven
from ledger_matches
inner join cogs_candidates
    on cogs_candidates._landing = ledger_matches._landing
    and cogs_candidates.entry_date = ledger_matches.entry_date
    and cogs_candidates.journal
    = coalesce(ledger_matches.journal_id, ledger_matches.reference, ledger_matches.description, '')
inner join chosen_series
    on chosen_series.cogs_month = cogs_candidates.cogs_month
    and chosen_series.series = cogs_candidates.series
where
    ledger_matches.role = 'inventory'
    and ledger_matches.kind = 'journal'
    and ledger_matches.doc_type is null
