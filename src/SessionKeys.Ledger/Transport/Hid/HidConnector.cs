namespace SessionKeys.Ledger;

/// <summary>Finds and opens a Ledger on USB, and finds it again after it reconnected.</summary>
internal sealed class HidConnector(IHidBus bus, HidSelection selection, TimeProvider timeProvider)
{
    /// <summary>One thread for finding and opening: on macOS hidapi ties both to the thread of its first
    /// call.</summary>
    private static readonly Lazy<HidWorker> Worker = new(() => new HidWorker("Ledgers on USB"));

    public static HidConnector ForThisSystem { get; } =
        new(HidApiBus.Instance, HidSelection.ForThisSystem, TimeProvider.System);

    /// <summary>Opens the wanted device, or the only one.</summary>
    public Task<HidTransport> ConnectAsync(string? wanted, CancellationToken cancellationToken)
        => OnWorkerAsync(entries => selection.Choose(entries, wanted), cancellationToken);

    /// <summary>Opens a device again that has another product id, and maybe another path, since an app opened or
    /// closed.</summary>
    public Task<HidTransport> ReconnectAsync(HidTransport previous, CancellationToken cancellationToken)
        => OnWorkerAsync(
            entries => selection.Choose(
                entries.Where(entry =>
                    entry.Model == previous.Entry.Model && !previous.Others.Contains(entry.Path)),
                wanted: null),
            cancellationToken);

    private async Task<HidTransport> OnWorkerAsync(
        Func<IReadOnlyList<HidDeviceEntry>, HidDeviceEntry> choose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await Worker.Value.RunAsync(() => Open(choose)).ConfigureAwait(false);
    }

    private HidTransport Open(Func<IReadOnlyList<HidDeviceEntry>, HidDeviceEntry> choose)
    {
        string peer = "USB";
        try
        {
            IReadOnlyList<HidDeviceEntry> entries = bus.Enumerate(LedgerModel.Vendor);
            HidDeviceEntry chosen = choose(entries);
            peer = chosen.ToString();
            HashSet<string> others =
                [.. entries.Where(entry => entry.Path != chosen.Path).Select(entry => entry.Path)];
            return new HidTransport(bus.Open(chosen.Path), chosen, others, timeProvider);
        }
        catch (HidException exception)
        {
            throw HidErrors.NotOpened(peer, exception);
        }
    }
}
