using System.Linq;

namespace FcnGen.Generator.Model;

/// <summary>Names of the user's as C# spells them.</summary>
internal static class Identifiers
{
    /// <summary>The name of a class as C# spells it: all keywords are lower-case words, and a class may be named by one, as <c>@event</c>.</summary>
    public static string Escape(string name) => name.All(static c => c is >= 'a' and <= 'z') ? "@" + name : name;
}
