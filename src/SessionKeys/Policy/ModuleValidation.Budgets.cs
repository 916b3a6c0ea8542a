namespace SessionKeys;

internal ref partial struct ModuleValidation
{
    private const ulong Grace = 120;

    /// <summary>Charges every budget that the operation uses, and bounds it to the windows it charged.</summary>
    private void Charge()
    {
        for (int i = 0; i < _core.BudgetCount; i++)
        {
            BudgetTerms budget = _core.Budget(i);
            if (!TryGetAmount(budget.Asset, out UInt256 amount))
            {
                continue;
            }

            // An unused budget stays as it is: neither read nor bound to its window.
            if (!amount.IsZero)
            {
                Charge(budget, i, amount);
            }
        }
    }

    /// <summary>What the operation takes from every budget on an asset.</summary>
    private bool TryGetAmount(Address assetAddress, out UInt256 amount)
    {
        Asset asset = new(assetAddress);
        if (asset == Asset.Gas)
        {
            bool isCounted = OperationCost.TryCompute(_operation, out amount);
            if (!isCounted)
            {
                (_refusals ??= new RefusalList()).AddOverflow();
            }

            return isCounted;
        }

        amount = asset == Asset.Native ? _amounts[_core.BudgetCount]
            : asset == Asset.Operations ? UInt256.One
            : _amounts[FirstOn(assetAddress)];
        return true;
    }

    /// <summary>Every budget on an asset is charged alike: with the amount that stands at the first one.</summary>
    private readonly int FirstOn(Address asset)
    {
        int index = 0;
        while (_core.Budget(index).Asset != asset)
        {
            index++;
        }

        return index;
    }

    private void Charge(in BudgetTerms budget, int index, UInt256 amount)
    {
        UInt256 slot = _state.Find(_id!.Value)?.BudgetSlot(index) ?? UInt256.Zero;
        UInt256 next = (BudgetKind)budget.Kind switch
        {
            BudgetKind.Lifetime => ChargeLifetime(budget, index, slot, amount),
            BudgetKind.Calendar => ChargeCalendar(budget, index, slot, amount),
            _ => ChargeRolling(budget, index, slot, amount),
        };
        if (next != slot)
        {
            _nextSlots ??= Slots();
            _nextSlots[index] = next;
        }
    }

    private UInt256 ChargeLifetime(in BudgetTerms budget, int index, UInt256 slot, UInt256 amount)
    {
        if (IsAbove(budget.Limit, slot, amount))
        {
            RefuseExceeded(budget, index, slot, amount, 0);
            return slot;
        }

        return slot + amount;
    }

    private UInt256 ChargeCalendar(in BudgetTerms budget, int index, UInt256 slot, UInt256 amount)
    {
        CalendarWindow window = new(slot);
        ulong claimed = _claimedAt / budget.Period;
        if (window.Index > claimed)
        {
            Refuse("WindowPassed", (ulong)index, window.Index, claimed);
            return slot;
        }

        window = window.MoveTo(claimed);
        ulong resetsAt = (claimed + 1) * budget.Period;
        if (IsAbove(budget.Limit, window.Used, amount))
        {
            RefuseExceeded(budget, index, window.Used, amount, resetsAt);
            return slot;
        }

        return window.Charged((UInt128)amount, Bound(resetsAt)).Slot;
    }

    private UInt256 ChargeRolling(in BudgetTerms budget, int index, UInt256 slot, UInt256 amount)
    {
        RollingWindow window = new(slot);
        ulong bucket = budget.Period / 4;
        ulong claimed = _claimedAt / bucket;
        if (window.Index > claimed)
        {
            Refuse("WindowPassed", (ulong)index, window.Index, claimed);
            return slot;
        }

        window = window.MoveTo(claimed);
        ulong resetsAt = (claimed + 1) * bucket;
        _ = Bound(resetsAt);
        UInt128 unit = Budget.RollingUnitOf(budget.Limit);
        bool isAbove = amount > budget.Limit;
        ulong units = isAbove ? 0 : RollingWindow.UnitsOf((UInt128)amount, unit);

        // (sum + units) × unit > limit, in whole units.
        if (isAbove || window.Sum + units > budget.Limit / unit)
        {
            RefuseExceeded(budget, index, (UInt256)window.Sum * unit, amount, resetsAt);
            return slot;
        }

        return window.Charged(units).Slot;
    }

    /// <summary>A late operation wants the grace and claims one of the last seconds before a window ends.</summary>
    private bool Bound(ulong resetsAt)
    {
        bool isLate = Has(SegmentFlags.Grace) && resetsAt - _claimedAt < Grace;
        Limit(isLate ? resetsAt - 1 + Grace : resetsAt - 1, "budget");
        return isLate;
    }

    private static bool IsAbove(UInt128 limit, UInt256 used, UInt256 amount) =>
        amount > limit || used > (UInt256)limit - amount;

    private void RefuseExceeded(in BudgetTerms budget, int index, UInt256 used, UInt256 amount, ulong resetsAt) =>
        Refuse("BudgetExceeded", (ulong)index, Word(budget.Asset), budget.Limit, used, amount, resetsAt);

    private readonly UInt256[] Slots()
    {
        UInt256[] slots = new UInt256[_core.BudgetCount];
        SessionRecord? record = _state.Find(_id!.Value);
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = record?.BudgetSlot(i) ?? UInt256.Zero;
        }

        return slots;
    }

    /// <summary>Shares whatever stays.</summary>
    private readonly ModuleState NewState()
    {
        SessionRecord? record = _state.Find(_id!.Value);
        return record is not null && _nextSlots is null && ReferenceEquals(_nextStatus, record.Status)
            ? _state
            : _state.With(new SessionRecord(
                _id!.Value,
                _nextStatus,
                _nextSlots is null ? record?.BudgetSlots ?? [] : new ValueList<UInt256>(_nextSlots)));
    }
}
