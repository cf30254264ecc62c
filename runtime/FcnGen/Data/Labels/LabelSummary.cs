using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen;

/// <summary>
/// What the labels of a data set say about themselves: whether there is anything to tell apart, whether they fit the network, and
/// whether void may have been forgotten.
/// </summary>
/// <param name="counts">Pixels of each label, 0 to 255; see <see cref="DatasetReport.LabelCounts"/>.</param>
/// <param name="classes">Classes of the network: labels 0 to classes − 1.</param>
/// <param name="voidLabel">The label that is neither trained on nor scored.</param>
public sealed class LabelSummary(IReadOnlyList<long> counts, int classes, byte voidLabel = LabelMapping.Void)
{
    private const int MostSuggested = 40;

    private readonly int[] _found = Found(counts, except: null);

    // Without void.
    private readonly int[] _present = Found(counts, except: voidLabel);
    private readonly long _pixels = Math.Max(1, counts.Sum());

    /// <summary>The labels that occur and the share of each, in one line.</summary>
    public string Histogram => string.Join(", ", _found.Select(label => Share(label) + (label == voidLabel ? " void" : "")));

    /// <summary>True if a label is neither a class of the network nor void.</summary>
    public bool HasStrangers => _present.Any(label => label >= classes);

    /// <summary>
    /// Why no network can learn from the labels: they hold fewer than two classes besides void, or values that are neither. Says which
    /// labels were found and how they are mapped; null where all is well.
    /// </summary>
    public string? Problem
    {
        get
        {
            int[] strange = [.. _present.Where(label => label >= classes)];
            if (strange.Length > 0)
            {
                return $"The labels hold {List(strange)}, which {(strange.Length == 1 ? "is" : "are")} neither among the {classes} classes of the network (0 to {classes - 1}) nor void ({voidLabel}). "
                    + $"Labels found: {Histogram}. "
                    + (strange.Length == 1 ? $"If {strange[0]} means void, say --void {strange[0]}; if it is a class, name " : "Name void by --void N, or ")
                    + $"the values that are classes by --classes {Suggestion(_present)} (they become 0, 1, ...; LabelMapping in code), or take a network with more classes.";
            }

            if (_present.Length >= 2 || _found.Length == 0) return null;
            bool masks = _found.Contains(voidLabel) && _present.Length == 1;
            return $"The labels hold {(_present.Length == 0 ? "no class" : $"only the class {_present[0]}")} besides void ({voidLabel}), so there is nothing to tell apart. Labels found: {Histogram}. "
                + (masks ? $"If {voidLabel} is a class here, as in masks of 0 and 255, say --classes {Suggestion(_found)} (the values become 0, 1, ...); " : "If other values are classes, name them by --classes, such as --classes 0,1; ")
                + "if another value is void, name it by --void N (LabelMapping in code).";
        }
    }

    /// <summary>Throws if there is a <see cref="Problem"/>.</summary>
    /// <exception cref="LabelContentException">There is.</exception>
    public void Require()
    {
        if (Problem is { } problem) throw new LabelContentException(problem);
    }

    /// <summary>
    /// A warning where a class may in truth be void: none of several labels is, or one has a name of void. It cannot be certain; null
    /// where there is no such sign.
    /// </summary>
    /// <param name="names">Names of the classes, if they are known.</param>
    public string? Warning(ClassTable? names = null)
    {
        if (_present.FirstOrDefault(label => names?.Find(label) is { IsVoid: true }, -1) is >= 0 and var named)
        {
            return $"the label {Share(named)} is called \"{names!.NameOf(named)}\" by {names.Source}, but it counts as a class. "
                + $"--void {named} leaves it out of training and scores.";
        }

        if (_present.Length < 3 || _found.Contains(voidLabel)) return null;
        return $"no pixel is void ({voidLabel}). Labels found: {Histogram}. If one of them means void, as 11 does in CamVid, name it: --void {_present[^1]}, say; "
            + "else it is trained and scored as a class.";
    }

    private static int[] Found(IReadOnlyList<long> counts, byte? except)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return [.. Enumerable.Range(0, counts.Count).Where(label => counts[label] > 0 && label != except)];
    }

    private string Share(int label) => string.Create(CultureInfo.InvariantCulture, $"{label} ({100.0 * counts[label] / _pixels:0.##} %)");

    private string List(int[] labels) => labels.Length == 1 ? $"the label {Share(labels[0])}" : "the labels " + string.Join(", ", labels.Take(MostSuggested).Select(Share));

    private static string Suggestion(IEnumerable<int> labels) =>
        string.Join(",", labels.Take(MostSuggested).Select(label => label.ToString(CultureInfo.InvariantCulture)));
}
