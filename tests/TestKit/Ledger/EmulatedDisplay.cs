using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>The display and the two buttons of an emulated device. Safe for use from several threads.</summary>
internal sealed class EmulatedDisplay
{
    private static readonly DeviceScreen Home = new(DeviceScreenKind.Intro, "Ethereum", ["app is ready"]);

    private readonly Lock _lock = new();
    private readonly List<DeviceScreen> _history = [];
    private TaskCompletionSource<EmulatedReview> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmulatedReview? _review;
    private DeviceScreen _notice = Home;

    public event Action<DeviceScreen>? ScreenShown;

    public EmulatorAnswer AutoAnswer { get; set; }

    public IReadOnlyList<DeviceScreen> History
    {
        get
        {
            lock (_lock)
            {
                return [.. _history];
            }
        }
    }

    public DeviceScreen Current
    {
        get
        {
            lock (_lock)
            {
                return _review?.Current ?? _notice;
            }
        }
    }

    /// <summary>Shows something that asks nothing.</summary>
    public void ShowNotice(DeviceScreen notice)
    {
        lock (_lock)
        {
            _notice = notice;
        }

        Record(notice);
    }

    /// <inheritdoc cref="AskAsync(IReadOnlyList{DeviceScreen}, IReadOnlyList{DeviceScreen}, CancellationToken)"/>
    public Task<bool> AskAsync(IReadOnlyList<DeviceScreen> screens, CancellationToken cancellationToken)
        => AskAsync(screens, [], cancellationToken);

    /// <summary>Shows a question and waits for the decision.</summary>
    /// <returns>True when the person signed.</returns>
    public async Task<bool> AskAsync(
        IReadOnlyList<DeviceScreen> screens, IReadOnlyList<DeviceScreen> more, CancellationToken cancellationToken)
    {
        EmulatedReview review = new(screens, more);
        Record(review.Current);
        lock (_lock)
        {
            _review = review;
            _opened.TrySetResult(review);
        }

        if (AutoAnswer != EmulatorAnswer.Wait)
        {
            Drive(
                review, AutoAnswer == EmulatorAnswer.Approve ? DeviceScreenKind.Sign : DeviceScreenKind.Reject,
                onScreen: null);
        }

        return await review.Decision.WaitAsync(cancellationToken);
    }

    /// <summary>Presses a button; without a question nothing happens.</summary>
    public void Press(Action<EmulatedReview> button)
    {
        EmulatedReview? review;
        lock (_lock)
        {
            review = _review;
        }

        if (review is not null)
        {
            Press(review, button);
        }
    }

    /// <summary>Takes away a question that nobody will answer any more.</summary>
    public void TurnOff()
    {
        lock (_lock)
        {
            _review = null;
            _notice = Home;
            _opened = new TaskCompletionSource<EmulatedReview>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until a question is up, then reads it to the end and decides.</summary>
    public async Task<IReadOnlyList<DeviceScreen>> DecideAsync(
        DeviceScreenKind decision, Action<DeviceScreen>? onScreen, CancellationToken cancellationToken)
    {
        Task<EmulatedReview> opened;
        lock (_lock)
        {
            opened = _opened.Task;
        }

        return Drive(await opened.WaitAsync(cancellationToken), decision, onScreen);
    }

    private List<DeviceScreen> Drive(EmulatedReview review, DeviceScreenKind decision, Action<DeviceScreen>? onScreen)
    {
        List<DeviceScreen> seen = [];
        while (!review.IsDecided)
        {
            DeviceScreen screen = review.Current;
            seen.Add(screen);
            onScreen?.Invoke(screen);
            Press(review, NextButton(screen.Kind, decision));
        }

        return seen;
    }

    private static Action<EmulatedReview> NextButton(DeviceScreenKind shown, DeviceScreenKind decision) => shown switch
    {
        _ when shown == decision => review => review.PressBoth(),
        DeviceScreenKind.Warning => review => review.PressBoth(),
        DeviceScreenKind.Reject => review => review.PressLeft(),
        _ => review => review.PressRight(),
    };

    private void Press(EmulatedReview review, Action<EmulatedReview> button)
    {
        DeviceScreen? shown;
        lock (_lock)
        {
            DeviceScreen before = review.Current;
            button(review);
            shown = ReferenceEquals(before, review.Current) ? null : review.Current;
            if (review.IsDecided && ReferenceEquals(review, _review))
            {
                _review = null;
                _notice = Home;
                _opened = new TaskCompletionSource<EmulatedReview>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (shown is not null)
        {
            Record(shown);
        }
    }

    private void Record(DeviceScreen screen)
    {
        lock (_lock)
        {
            _history.Add(screen);
        }

        ScreenShown?.Invoke(screen);
    }
}
