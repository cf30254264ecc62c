using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

internal static class NetworkEmitter
{
    public static EquatableArray<GeneratedFile> Emit(CheckedNetwork network) => network.Spec.TypeName.Length == 0 ? default : EquatableArray<GeneratedFile>.Empty;
}
