using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace FcnGen.Package.Tests;

/// <summary>A newcomer's project: the class of the README and the program of "Getting started", pasted, against the package.</summary>
public sealed class GettingStartedTests
{
    [Fact]
    public void The_pages_network_trains_and_labels_in_a_project_of_its_own()
    {
        using var consumer = new ConsumerProject("FcnGen");
        string project = File.ReadAllText(Path.Combine(consumer.Folder, "consumer.csproj"));
        consumer.Write("consumer.csproj", project.Replace("<Nullable>", "<ImplicitUsings>enable</ImplicitUsings><Nullable>")); // as "dotnet new console" has it
        consumer.Write("SkipNet.cs", Block("README.md", "class SkipNet"));

        // Five thousand steps are for a user's own pictures.
        string program = Block("docs/getting-started.md", "FitAsync");
        consumer.Write("Program.cs", Regex.Replace(program, @"MaxIterations = \d+", "MaxIterations = 2"));
        consumer.Write("Drawings.cs", Drawings);

        RunResult run = consumer.Run("dotnet", "run").Succeeded();
        Assert.Contains(run.Lines, line => Regex.IsMatch(line, @"^mean IU \d\.\d{3}$"));
        foreach (string file in new[] { "overlay.png", "run/checkpoint/checkpoint.json" })
            Assert.True(new FileInfo(Path.Combine(consumer.Folder, file)) is { Exists: true, Length: > 0 }, $"{file} is missing.");
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
