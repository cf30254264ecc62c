using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace FcnGen.Package.Tests;

/// <summary>A newcomer's project: made by the commands of "Getting started", with the class of the README and the page's program pasted.</summary>
public sealed class GettingStartedTests
{
    private const string Page = "docs/getting-started.md";

    [Fact]
    public void The_pages_network_trains_and_labels_in_a_project_of_its_own()
    {
        using var around = new ConsumerProject("FcnGen"); // for its settings of NuGet, which folders below inherit
        string folder = MakeProject(around.Folder);
        File.WriteAllText(Path.Combine(folder, "SkipNet.cs"), Block("README.md", "class SkipNet"));

        // Five thousand steps are for a user's own pictures.
        string program = Block(Page, "FitAsync");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Regex.Replace(program, @"MaxIterations = \d+", "MaxIterations = 2"));
        File.WriteAllText(Path.Combine(folder, "Drawings.cs"), Drawings);

        RunResult run = Command.Run(folder, "dotnet", "run").Succeeded();
        Assert.Contains(run.Lines, line => Regex.IsMatch(line, @"^mean IU \d\.\d{3}$"));
        foreach (string file in new[] { "overlay.png", "run/checkpoint/checkpoint.json" })
            Assert.True(new FileInfo(Path.Combine(folder, file)) is { Exists: true, Length: > 0 }, $"{file} is missing.");
    }

    /// <summary>Runs the page's commands; only packing has been done already.</summary>
    /// <returns>The folder in which they end.</returns>
    private static string MakeProject(string folder)
    {
        string at = Directory.CreateDirectory(Path.Combine(folder, "repository")).FullName;
        foreach (string line in Commands("dotnet add package FcnGen"))
        {
            string[] words = line.Split(' ');
            if (words is ["cd", var to])
                at = Path.GetFullPath(to, at);
            else if (words is ["dotnet", "pack", "FcnGen.sln", "-c", "Release", "-o", var feed])
                CopyPackages(Path.GetFullPath(feed, at));
            else
                Command.Run(at, words[0], words is [_, "add", ..] ? [.. words[1..], "--prerelease"] : words[1..]).Succeeded(); // the version of the tests is one
        }

        return at;
    }

    private static void CopyPackages(string to)
    {
        Directory.CreateDirectory(to);
        foreach (string package in Directory.GetFiles(PackageFeed.Folder)) File.Copy(package, Path.Combine(to, Path.GetFileName(package)));
    }

    /// <summary>The lines of the page's block of commands that ends with one.</summary>
    private static string[] Commands(string last)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, Page)).ReplaceLineEndings("\n");
        int end = text.IndexOf($"\n{last}\n```", StringComparison.Ordinal), start = text.LastIndexOf("```\n", end, StringComparison.Ordinal) + 4;
        return text[start..(end + 1 + last.Length)].Split('\n');
    }

    /// <summary>The block of C# of a page that holds a text.</summary>
    private static string Block(string page, string text) =>
        Snippet.Read(Repository.Root, page).First(snippet => snippet.Code.Contains(text, StringComparison.Ordinal)).Code;

    // Two classes of pictures: bright squares on dark ground.
    private const string Drawings = """
        using System.Runtime.CompilerServices;
        using FcnGen;

        internal static class Drawings
        {
            [ModuleInitializer]
            internal static void Make()
            {
                const int side = 160;
                Directory.CreateDirectory("DIR/image");
                Directory.CreateDirectory("DIR/label");
                for (int number = 0; number < 6; number++)
                {
                    var pixels = new byte[side * side * 3];
                    var labels = new byte[side * side];
                    for (int i = 0; i < labels.Length; i++)
                    {
                        labels[i] = (byte)(i % side > 20 * number && i / side > 40 ? 1 : 0);
                        pixels.AsSpan(i * 3, 3).Fill((byte)(40 + 160 * labels[i]));
                    }

                    new Picture(pixels, side, side).Save($"DIR/image/{number}.png");
                    new LabelMap(labels, side, side).Save($"DIR/label/{number}.png", Palette.Voc);
                }

                // What is in a file decides, not its name.
                File.Copy("DIR/image/3.png", "photo.jpg", overwrite: true);
            }
        }
        """;
}
