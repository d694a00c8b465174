namespace CloudOrchestrator.Objects;

/// <summary>Source of everything random: UIDs and generated names. Production uses <see cref="RandomIdSource"/>, simulation a seeded one.</summary>
public interface IIdSource
{
    /// <summary>The characters of generated parts of names: letters and digits that neither are mistaken for each other nor make words.</summary>
    public const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A new UID in the 8-4-4-4-12 form.</summary>
    string NewUid();

    /// <summary>A name suffix of <paramref name="length"/> characters from <see cref="SuffixAlphabet"/>, as generateName uses it.</summary>
    string NewSuffix(int length = 5);
}
