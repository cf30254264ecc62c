using System;
using Spectre.Console;

namespace FcnGen.Samples;

/// <summary>The console for live displays.</summary>
internal static class LiveConsole
{
    /// <summary>A console that writes to the terminal; null where the output goes elsewhere, or the terminal cannot move its cursor.</summary>
    public static IAnsiConsole? TryCreate()
    {
        if (Console.IsOutputRedirected) return null;
        // The library takes only .NET's own writer for a terminal; on Unix programs put one in its place that survives the terminal.
        bool isTerminal = !OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.Detect,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.Detect,
        });
        return console.Profile.Capabilities.Interactive ? console : null;
    }
}
