using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>Resolves the names of bottoms to earlier layers and finds what nothing reads. Earlier only, so a checked network has no
/// cycle.</summary>
internal static class TopologyPass
{
    public static void Run(NetworkDraft draft)
    {
        DuplicateNames(draft);
        var index = new Dictionary<string, int>();
        for (int i = 0; i < draft.Layers.Length; i++)
            if (!index.ContainsKey(draft.Layers[i].Name)) index.Add(draft.Layers[i].Name, i);

        for (int i = 0; i < draft.Layers.Length; i++)
        {
            Resolve(draft, i, index);
            ResolveSource(draft, i, index);
        }

        if (draft.Findings.Count == 0) Outputs(draft);
    }

    private static void DuplicateNames(NetworkDraft draft)
    {
        Dictionary<string, int> properties = [], files = [];
        for (int i = 0; i < draft.Layers.Length; i++)
        {
            LayerSpec layer = draft.Layers[i];
            if (!properties.TryGetValue(layer.Name, out int property)) properties.Add(layer.Name, property = i);
            if (!files.TryGetValue(layer.CaffeName, out int file)) files.Add(layer.CaffeName, file = i);
            if (property == i && file == i) continue;
            int earlier = System.Math.Min(property, file);
            bool sameProperty = property == earlier;
            draft.Report(
                DiagnosticIds.DuplicateName, i, sameProperty ? Finding.Property : "Name", layer.Name, draft.Layers[earlier].Name + Origin(draft.Layers[earlier]),
                sameProperty ? layer.Name : layer.CaffeName);
        }
    }

    private static string Origin(LayerSpec layer) =>
        layer.IsOwn ? "" : layer.Reads == Arity.Nothing ? " (the input)" : layer.Head.Place is { } place ? " (" + place.Layer + " in " + place.Use + ")" : " (of the trunk)";

    private static void Resolve(NetworkDraft draft, int layer, Dictionary<string, int> index)
    {
        LayerSpec spec = draft.Layers[layer];
        if (spec.Reads == Arity.Nothing) return;
        if (spec.Reads == Arity.Several)
        {
            if (spec.Bottoms.Count < 2)
            {
                draft.Report(
                    DiagnosticIds.TooFewBottoms, layer, null, draft.Name(layer), spec.Kind,
                    spec.Bottoms.Count == 0 ? "none" : "only '" + spec.Bottoms[0] + "'");
                return;
            }

            draft.Bottoms[layer] = [.. spec.Bottoms.Select((name, i) => Find(draft, layer, name, "bottoms", i, index))];
            return;
        }

        draft.Bottoms[layer] = [spec.Bottoms.Count > 0 ? Find(draft, layer, spec.Bottoms[0], "From", -1, index) : LayerAbove(draft, layer)];
        if (spec.SizeFrom is not { } target) return;
        if (!target.IsInput && string.IsNullOrEmpty(target.Name))
        {
            int cropped = draft.Bottoms[layer][0];
            if (spec.Target is null) return; // told as an argument that is wrong
            draft.Report(DiagnosticIds.CropOntoNothing, layer, null, draft.Name(layer), cropped >= 0 ? draft.Name(cropped) : "a layer");
        }
        else
        {
            draft.CropOnto[layer] = target.IsInput ? FindInput(draft, layer, target.Name) : Find(draft, layer, target.Name!, "Onto", -1, index);
        }
    }

    /// <summary>Finds the layer of which a layer reads a further output, which must have that one.</summary>
    private static void ResolveSource(NetworkDraft draft, int layer, Dictionary<string, int> index)
    {
        if (draft.Layers[layer].Source is not { } read) return;
        int before = draft.Findings.Count, source = Find(draft, layer, read.Layer, read.Argument, -1, index);
        if (draft.Findings.Count > before) return;
        LayerSpec spec = draft.Layers[source];
        if (spec.FurtherOutputs.Contains(read.Output))
        {
            draft.Sources[layer] = source;
            draft.Layers[layer] = draft.Layers[layer].Reading(spec);
            return;
        }

        if (draft.Spec.Form == DeclarationForm.Block) return; // said at the use, where conditions have chosen what is read

        LayerSpec[] able = [.. draft.Layers.Take(layer).Where(l => l.FurtherOutputs.Contains(read.Output))];
        LayerSpec? meant = able.Length == 1 ? able[0] : null;
        draft.Report(new Finding(
            DiagnosticIds.NoFurtherOutput, draft.Layers[layer].Name, read.Argument,
            EquatableArray.Of(draft.Name(layer), read.Output.Words, draft.Name(source), spec.Kind, NearestName.Suggestion(meant?.Name)),
            Fix: meant is not null && draft.Layers[layer].IsOwn ? Replacement(meant) : null, Related: spec.Name));
    }

    /// <summary>A loss has no blob that could be read, so "above" skips it.</summary>
    private static int LayerAbove(NetworkDraft draft, int layer)
    {
        int above = layer - 1;
        while (above >= 0 && draft.Layers[above].Labels is not null) above--;
        if (above < 0)
            draft.Report(DiagnosticIds.UnclearInput, layer, null, draft.Spec.TypeName, "layer " + draft.Name(layer) + " has none above it");
        return above;
    }

    private static int Find(NetworkDraft draft, int layer, string name, string argument, int position, Dictionary<string, int> index)
    {
        string reader = draft.Name(layer);
        if (!index.TryGetValue(name, out int found))
        {
            LayerSpec[] readable = [.. draft.Layers.Take(layer).Where(static l => l.Labels is null)];
            string? nearest = NearestName.Find(name, readable.Select(static l => l.Name));
            LayerSpec? meant = readable.FirstOrDefault(l => l.CaffeName == name) ?? readable.FirstOrDefault(l => l.Name == nearest);
            draft.Report(new Finding(
                DiagnosticIds.UnknownLayer, draft.Layers[layer].Name, argument,
                EquatableArray.Of(reader, name, "the layers above it", NearestName.Suggestion(meant?.Name)), position,
                meant is null || !draft.Layers[layer].IsOwn ? null : Replacement(meant)));
        }
        else if (found == layer)
        {
            Report(DiagnosticIds.SelfReference, null, reader);
        }
        else if (found > layer)
        {
            bool cycle = Reads(draft.Spec, found, layer, index);
            Report(DiagnosticIds.LaterLayer, name, reader, draft.Name(found), cycle ? " and reads it in turn, which is a cycle" : "");
        }
        else if (draft.Layers[found].Labels is not null)
        {
            Report(DiagnosticIds.ReadsLoss, name, reader, draft.Name(found));
        }

        return found;

        void Report(string id, string? related, params string[] arguments) =>
            draft.Report(new Finding(id, draft.Layers[layer].Name, argument, arguments.ToEquatableArray(), position, Related: related));
    }

    private static string Replacement(LayerSpec meant) => Fix.Replace(meant.IsOwn ? "nameof(" + meant.Name + ")" : "\"" + meant.Name + "\"");

    private static int FindInput(NetworkDraft draft, int layer, string? name)
    {
        int[] inputs = [.. Enumerable.Range(0, draft.Layers.Length).Where(i => draft.Layers[i].Reads == Arity.Nothing)];
        if (name is null && inputs.Length == 1) return inputs[0];
        foreach (int input in inputs)
            if (draft.Layers[input].Name == name) return input;

        if (name is null)
        {
            draft.Report(
                DiagnosticIds.UnclearInput, layer, null, draft.Spec.TypeName,
                "it has " + inputs.Length + " inputs, and " + draft.Name(layer) + " must say by Input "
                + (draft.Layers[layer].Target is null ? "whose size it takes" : "which one it is cropped to"));
        }
        else
        {
            string? meant = NearestName.Find(name, inputs.Select(i => draft.Layers[i].Name)) ?? (inputs.Length == 1 ? draft.Layers[inputs[0]].Name : null);
            draft.Report(new Finding(
                DiagnosticIds.UnknownLayer, draft.Layers[layer].Name, "Input",
                EquatableArray.Of(draft.Name(layer), name, "the inputs of " + draft.Spec.TypeName, NearestName.Suggestion(meant)),
                Fix: meant is null || !draft.Layers[layer].IsOwn ? null : Fix.Replace("\"" + meant + "\"")));
        }

        return inputs.Length > 0 ? inputs[0] : -1;
    }

    /// <summary>True if <paramref name="from"/> reads <paramref name="target"/>, directly or through others, by the names
    /// declared.</summary>
    private static bool Reads(NetworkSpec spec, int from, int target, Dictionary<string, int> index)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.Count > 0)
        {
            int layer = open.Pop();
            if (layer == target) return true;
            if (layer < 0 || !seen.Add(layer)) continue;
            LayerSpec l = spec.Layers[layer];
            if (l.Bottoms.Count == 0 && l.Reads != Arity.Nothing) open.Push(layer - 1);
            foreach (string bottom in l.Source is { } source ? l.Bottoms.Append(source.Layer) : l.Bottoms)
                if (index.TryGetValue(bottom, out int i)) open.Push(i);
        }

        return false;
    }

    private static void Outputs(NetworkDraft draft)
    {
        int n = draft.Layers.Length;
        var consumed = new bool[n];
        var consumedByLayer = new bool[n];
        bool anyLoss = false;
        for (int i = 0; i < n; i++)
        {
            bool loss = draft.Layers[i].Labels is not null;
            anyLoss |= loss;
            foreach (int bottom in draft.Bottoms[i])
            {
                consumed[bottom] = true;
                if (!loss) consumedByLayer[bottom] = true;
                else draft.IsOutput[bottom] = true;
            }

            if (draft.Sources[i] >= 0) consumed[draft.Sources[i]] = true;
        }

        if (draft.Spec.Form != DeclarationForm.Network)
        {
            for (int i = 0; i < n; i++) draft.IsOutput[i] = false;
            return;
        }

        for (int i = 0; i < n; i++)
            draft.IsOutput[i] |= draft.Layers[i].Head.IsOutput || draft.Layers[i].SizeFrom is { IsInput: true } && !consumedByLayer[i];

        if (!draft.IsOutput.Contains(true))
        {
            draft.Report(new Finding(DiagnosticIds.NoOutput, null, null, EquatableArray.Of(draft.Spec.TypeName)));
            return;
        }

        for (int i = 0; i < n; i++)
        {
            if (consumed[i] || draft.IsOutput[i] || draft.Layers[i].Labels is not null) continue;
            string remedy = draft.Layers[i].Reads == Arity.Nothing ? "read it by From or remove it"
                : draft.Layers[i].IsDeclared ? "read it by From, mark it [Output], or remove it"
                : draft.Layers[i].Head.Place is not null ? "read it in the block, or by From = \"" + draft.Layers[i].Name + "\""
                : "end the trunk before it with Through";
            draft.Report(DiagnosticIds.UnusedLayer, i, Finding.Property, draft.Name(i), remedy);
        }

        if (anyLoss && draft.Spec.InferenceOnly)
        {
            draft.Report(new Finding(
                DiagnosticIds.ArgumentOutOfRange, null, "InferenceOnly",
                EquatableArray.Of("InferenceOnly", draft.Spec.TypeName, "true", "left out, since the network has a loss and can be trained")));
        }
    }
}
