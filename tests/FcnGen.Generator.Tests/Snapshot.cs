using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace FcnGen.Generator.Tests;

/// <summary>
/// Compares text with <c>Snapshots/NAME.verified.txt</c>. Where they differ, the new text is left beside it as <c>NAME.received.txt</c>;
/// a change that was meant is accepted by renaming it.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string name, string text, [CallerFilePath] string file = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(file)!, "Snapshots");
        string verified = Path.Combine(folder, name + ".verified.txt");
        string received = Path.Combine(folder, name + ".received.txt");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, text);
        string[] was = expected.Split('\n'), now = text.Split('\n');
        int line = 0;
        while (line < Math.Min(was.Length, now.Length) && was[line] == now[line]) line++;
        Assert.Fail(
            $"{name}: line {line + 1} was \"{(line < was.Length ? was[line] : "(end)")}\" and is now \"{(line < now.Length ? now[line] : "(end)")}\". " +
            $"If that is meant, rename Snapshots/{name}.received.txt to {name}.verified.txt.");
    }
}
