-- Split of the gap: what clears by itself, what somebody has to correct, what only the ledger holds, and what is unexplained.
--
-- since: 2000-01
-- key:   piece
-- words: unmet_code as unmet, settled_by
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_valuation_lines,
--        stock_reconciliation_entries, ledger_entries
-- rule:  bridge.md#pieces-of-the-gap
--        The amounts that are known add up to the valuation less the ledger, to the cent. If either balance is unknown, all of them are
--        blank. What cannot be compared or explained yet is the piece `cannot_tell`, and what nobody has to correct is `no_action`. Both
--        are only listed if there is any. `documents` counts each item of the worklist once, in the piece that stays, including
--        those that are off the list. An opening balance that differs has no document: it is in the amounts and in `openings`, and the
--        worklist, which lists documents, does not have it

with

listed_pieces as (
    select position, piece
    from (
        values (1, 'clears_by_itself'), (2, 'to_correct'), (3, 'ledger_only'), (4, 'no_action'),
        (5, 'unexplained'), (6, 'cannot_tell')
    ) as listed (position, piece)
),

whole_gap as (
    select
        case when count(gap) = count(*) then cast(sum(gap) as decimal(18, 2)) end as gap,
        count(unmet_code) > 0 as is_unmet
    from bridge_legs
),

lacking as (
    select bridge_needs.reason_code
    from bridge_needs
    inner join bridge_legs on bridge_legs.leg = bridge_needs.leg
    union
    select reason_code
    from withheld_kinds
    where exists (
        select 1
        from bridge_amounts
        where piece = 'cannot_tell'
    )
),

reasons_in_one as (
    select string_agg(reason_code, ';' order by reason_code) as unmet_code
    from lacking
),

explained_pieces as (
    select
        piece,
        cast(sum(amount) as decimal(18, 2)) as amount,
        sum(abs(amount)) as size,
        sum(case when side = 'opening' then abs(amount) else 0 end) as openings,
        count(
            distinct
            case
                when side not in ('opening', 'carried') and cause_id <> 'not_compared'
                    then
                        cause_id || '|' || doc_type || '|' || ref || '|'
                        || case when side in ('line', 'journal') then _landing || '/' || _line else '' end
            end
        ) as documents,
        count(distinct cause_id) as causes
    from bridge_amounts
    group by piece
),

items_by_piece as (
    select part as piece, count(*) as documents
    from work_items
    group by part
),

explained as (
    select coalesce(sum(amount), 0) as amount
    from explained_pieces
),

remainders as (
    -- Two remainders that cancel each other are still two errors.
    select coalesce(sum(abs(bridge_legs.gap - coalesce(explained_legs.amount, 0))), 0) as size
    from bridge_legs
    left join (select leg, sum(amount) as amount from bridge_amounts group by leg) as explained_legs
        on explained_legs.leg = bridge_legs.leg
),

sized_pieces as (
    select
        listed_pieces.position,
        listed_pieces.piece,
        coalesce(explained_pieces.amount, 0)
        + case
            when listed_pieces.piece = case when whole_gap.is_unmet then 'cannot_tell' else 'unexplained' end
                then whole_gap.gap - explained.amount
            else 0
        end as amount,
        case
            when listed_pieces.piece = 'unexplained' then remainders.size else coalesce(explained_pieces.size, 0)
        end as size,
        coalesce(explained_pieces.openings, 0) as openings,
        coalesce(items_by_piece.documents, case when listed_pieces.piece = 'no_action' then explained_pieces.documents end, 0) as documents,
        coalesce(explained_pieces.causes, 0) as causes,
        whole_gap.gap is null or (listed_pieces.piece = 'unexplained' and whole_gap.is_unmet) as is_unknown,
        whole_gap.is_unmet,
        reasons_in_one.unmet_code
    from listed_pieces
    cross join whole_gap
    cross join explained
    cross join remainders
    cross join reasons_in_one
    left join explained_pieces on explained_pieces.piece = listed_pieces.piece
    left join items_by_piece on items_by_piece.piece = listed_pieces.piece
)

select
    sized_pieces.position,                                                            -- No
    sized_pieces.piece,                                                               -- Piece
    cast(case when not sized_pieces.is_unknown then sized_pieces.amount end as decimal(18, 2)) as amount,  -- Amount
    cast(
        case when not sized_pieces.is_unknown then sized_pieces.size end as decimal(18, 2)
    ) as size,                                                                        -- Without signs
    cast(
        case when not sized_pieces.is_unknown then sized_pieces.openings end as decimal(18, 2)
    ) as openings,                                                                    -- Of it opening balances, without a document
    cast(sized_pieces.documents as integer) as documents,                             -- Documents
    cast(sized_pieces.causes as integer) as causes,                                   -- Causes
    case
        when sized_pieces.piece = 'unexplained' and not sized_pieces.is_unknown and signing_rules.materiality > 0
            then case when sized_pieces.size <= signing_rules.materiality then 'Y' else 'N' end
    end as is_within,                                                                 -- Within materiality
    cast(
        case when sized_pieces.piece = 'unexplained' then nullif(signing_rules.materiality, 0) end as decimal(18, 2)
    ) as materiality,                                                                 -- Materiality
    case when sized_pieces.piece = 'cannot_tell' then sized_pieces.unmet_code end as unmet_code  -- What is missing
from sized_pieces
cross join signing_rules
where
    sized_pieces.piece not in ('no_action', 'cannot_tell')
    or (sized_pieces.piece = 'cannot_tell' and sized_pieces.is_unmet)
    or sized_pieces.causes > 0
order by
    position,
    piece
