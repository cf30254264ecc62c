using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Poolings that round their size up, as Caffe does, beside strided convolutions, which round down; or that round down where a crop then
/// lacks the last cell.
/// </summary>
internal static class RoundingRemedy
{
    public static Remedy? Find(NetworkDraft draft, Trial trial, Finding finding, IEnumerable<int> candidates)
    {
        LayerSpec[] pools = [.. candidates.Select(i => draft.Layers[i]).Where(static l => l is { IsOwn: true, Rounding: not null, Window.IsStrided: true })];
        return Try(Rounding.Ceil, "down", "up") ?? Try(Rounding.Floor, "up", "down");

        Remedy? Try(Rounding rounding, string now, string then)
        {
            LayerSpec[] others = [.. pools.Where(p => p.Rounding != rounding)];
            HashSet<string> names = [.. others.Select(static p => p.Name)];
            if (others.Length == 0 || !trial.Mends(finding, l => names.Contains(l.Name) ? l.With(rounding) : l)) return null;
            bool one = others.Length == 1;
            string list = string.Join(" and ", others.Select(static p => p.CaffeName));
            string advice = "; " + list + (one ? " rounds its size " : " round their sizes ") + now + (now == "up" ? " as in Caffe" : "")
                + ": Rounding = Rounding." + rounding + " in " + list + (one ? " rounds it " : " rounds them ") + then + ", so that they fit";
            return new Remedy(advice, Fix.Together(others.Select(p => Fix.Set(p.Name, "Rounding", "Rounding." + rounding))), others[0].Name);
        }
    }
}
