using System.Globalization;
using Spectre.Console;

namespace SessionKeys.Demo.Terminal;

/// <summary>Everything that the demo prints.</summary>
internal static class Screen
{
    private const int FullWidth = 118;
    private const int LeastWidth = 60;
    private const int Indent = 3;

    public static void Open()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        AnsiConsole.Profile.Width = Console.IsOutputRedirected
            ? FullWidth
            : Math.Max(AnsiConsole.Profile.Width, LeastWidth);
        AnsiConsole.Write(
            new Spectre.Console.Rule("[bold]Session keys: grant, use, refuse, revoke[/]").LeftJustified());
        Note("A development chain on this machine: real EntryPoints, real bundler, test accounts and test money.");
    }

    public static void Chapter(string title)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Spectre.Console.Rule($"[bold yellow]{Markup.Escape(title)}[/]").LeftJustified());
    }

    public static void BeginStep(int number, string title) =>
        AnsiConsole.MarkupLine($"\n[bold cyan]{number,2}[/] [bold]{Markup.Escape(title)}[/]");

    public static void EndStep(StepResult step)
    {
        string gas = step.Gas is { } used ? $", {used.ToString("N0", CultureInfo.InvariantCulture)} gas" : "";
        AnsiConsole.MarkupLine(step.Passed
            ? $"   [green]done[/] [grey]{Seconds(step)}{gas}[/]"
            : "   [red]FAILED[/]");
        if (step.Error is { } error)
        {
            Line(Markup.Escape(error));
        }
    }

    public static void Note(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            Line($"[grey]{Markup.Escape(line)}[/]");
        }
    }

    public static void Fact(string name, object value) =>
        Line($"{Markup.Escape(name)}: [white]{Markup.Escape(value.ToString()!)}[/]");

    /// <summary>The name of an error, and what it says.</summary>
    public static void Refusal(string name, string text)
    {
        Line($"[red]refused[/] [bold]{Markup.Escape(name)}[/]");
        foreach (string line in text.Split('\n'))
        {
            Line(Markup.Escape(line));
        }
    }

    public static void Table(IReadOnlyList<(string Term, string Value)> rows, string title)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title));
        table.AddColumn("term").AddColumn("value");
        foreach ((string term, string value) in rows)
        {
            table.AddRow(Markup.Escape(term), Markup.Escape(value));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Two columns side by side: what the host says, and what the device shows.</summary>
    public static void Beside(string leftTitle, string left, string rightTitle, string right)
    {
        Panel first = new Panel(Markup.Escape(left)).Header(Markup.Escape(leftTitle)).Expand();
        Panel second = new Panel(Markup.Escape(right)).Header(Markup.Escape(rightTitle)).Expand();
        if (AnsiConsole.Profile.Width < FullWidth)
        {
            AnsiConsole.Write(first);
            AnsiConsole.Write(second);
            return;
        }

        AnsiConsole.Write(new Grid()
            .AddColumn(new GridColumn().Width(66)).AddColumn(new GridColumn().Width(50)).AddRow(first, second));
    }

    public static void Interrupted(DemoReport report) => AnsiConsole.MarkupLine(
        $"\n[red]interrupted[/] after {report.Steps.Count} steps; chain, bundler and emulator were stopped");

    public static void Closing(DemoReport report)
    {
        Chapter("What happened");
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("#").RightAligned()).AddColumn("step");
        table.AddColumn(new TableColumn("gas").RightAligned()).AddColumn(new TableColumn("time").RightAligned());
        string chapter = "";
        foreach (StepResult step in report.Steps)
        {
            if (step.Chapter != chapter)
            {
                chapter = step.Chapter;
                table.AddRow("", $"[bold yellow]{Markup.Escape(chapter)}[/]", "", "");
            }

            string gas = step.Gas?.ToString("N0", CultureInfo.InvariantCulture)
                ?? (step.Refusal is null ? "" : "refused, 0");
            table.AddRow(
                step.Number.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(step.Passed ? step.Title : $"{step.Title} (FAILED)"),
                gas,
                Seconds(step));
        }

        AnsiConsole.Write(table);
        Console.WriteLine(report.Summary);
    }

    /// <summary>A line of a step; where it is too long for the terminal, it goes on below its beginning.</summary>
    private static void Line(string markup) =>
        AnsiConsole.Write(new Padder(new Markup(markup), new Padding(Indent, 0, 0, 0)));

    private static string Seconds(StepResult step) => $"{step.Seconds.ToString("F2", CultureInfo.InvariantCulture)} s";
}
