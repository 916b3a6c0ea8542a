using System.Globalization;
using Spectre.Console;

namespace SessionKeys.Demo.Terminal;

/// <summary>Everything that the demo prints.</summary>
internal static class Screen
{
    private const int Width = 118;

    public static void Open()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(new Spectre.Console.Rule("[bold]Session keys: grant, use, refuse, revoke[/]").LeftJustified());
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
            : $"   [red]FAILED[/] {Markup.Escape(step.Error!)}");
    }

    public static void Note(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            AnsiConsole.MarkupLine($"   [grey]{Markup.Escape(line)}[/]");
        }
    }

    public static void Fact(string name, object value) =>
        AnsiConsole.MarkupLine($"   {Markup.Escape(name)}: [white]{Markup.Escape(value.ToString()!)}[/]");

    public static void Refusal(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            AnsiConsole.MarkupLine($"   [red]refused[/] {Markup.Escape(line)}");
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
        Grid grid = new Grid().AddColumn(new GridColumn().Width(66)).AddColumn(new GridColumn().Width(50));
        grid.AddRow(
            new Panel(Markup.Escape(left)).Header(Markup.Escape(leftTitle)).Expand(),
            new Panel(Markup.Escape(right)).Header(Markup.Escape(rightTitle)).Expand());
        AnsiConsole.Write(grid);
    }

    public static void Closing(DemoReport report)
    {
        Chapter("What happened");
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("#").RightAligned()).AddColumn("step");
        table.AddColumn(new TableColumn("gas").RightAligned()).AddColumn(new TableColumn("time").RightAligned());
        foreach (StepResult step in report.Steps)
        {
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

    private static string Seconds(StepResult step) => $"{step.Seconds.ToString("F2", CultureInfo.InvariantCulture)} s";
}
