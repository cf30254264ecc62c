using System;
using Spectre.Console;

namespace FcnGen.Samples;

/// <summary>The console for tables: as wide as the terminal, or wide enough for any table where the output goes to a file or a pipe.</summary>
public static class TextConsole
{
    private const int WideEnough = 200;

    /// <summary>A console that writes to standard output.</summary>
    public static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected) console.Profile.Width = WideEnough;
        return console;
    }
}
