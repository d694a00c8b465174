namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks the volumes of a pod.</summary>
internal static class VolumeValidation
{
    /// <summary>Checks all volumes and returns the sound ones by name; <paramref name="podName"/> is empty for templates.</summary>
    public static IReadOnlyDictionary<string, Volume> Validate(IReadOnlyList<Volume>? volumes, string podName, string path, FaultList faults)
    {
        var sound = new Dictionary<string, Volume>(StringComparer.Ordinal);
        var createdClaims = (volumes ?? []).Where(volume => volume.Ephemeral is not null && podName.Length > 0)
            .Select(volume => $"{podName}-{volume.Name}").ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < (volumes?.Count ?? 0); i++)
        {
            var (volume, field) = (volumes![i], $"{path}[{i}]");
            var own = new FaultList();
            ValidateSource(volume, podName, field, own);
            ValidateName(volume, sound, field, own);
            if (own.Count == 0)
                sound[volume.Name] = volume;
            else
                faults.AddRange(own);
            if (volume.PersistentVolumeClaim is { } claim && createdClaims.Contains(claim.ClaimName))
            {
                faults.Invalid($"{field}.persistentVolumeClaim.claimName", claim.ClaimName,
                    "must not reference a PVC that gets created for an ephemeral volume");
            }
        }

        return sound;
    }

    private static void ValidateName(Volume volume, Dictionary<string, Volume> sound, string field, FaultList faults)
    {
        if (string.IsNullOrEmpty(volume.Name))
        {
            faults.Required($"{field}.name");
            return;
        }

        faults.Invalid($"{field}.name", volume.Name, NameFormats.DnsLabel(volume.Name));
        if (sound.ContainsKey(volume.Name))
            faults.Duplicate($"{field}.name", volume.Name);
    }

    private static void ValidateSource(Volume volume, string podName, string path, FaultList faults)
    {
        var sources = 0;
        void Check<T>(string name, T? source, Action<T, string, FaultList> validate)
            where T : class
        {
            if (source is null)
                return;
            if (sources++ > 0)
                faults.Forbidden($"{path}.{name}", "may not specify more than 1 volume type");
            else
                validate(source, $"{path}.{name}", faults);
        }

        Check("emptyDir", volume.EmptyDir, VolumeSourceValidation.Validate);
        Check("hostPath", volume.HostPath, VolumeSourceValidation.Validate);
        Check("gitRepo", volume.GitRepo, VolumeSourceValidation.Validate);
        Check("gcePersistentDisk", volume.GcePersistentDisk, DiskSourceValidation.Validate);
        Check("awsElasticBlockStore", volume.AwsElasticBlockStore, DiskSourceValidation.Validate);
        Check("secret", volume.Secret, VolumeSourceValidation.Validate);
        Check("nfs", volume.Nfs, VolumeSourceValidation.Validate);
        Check("iscsi", volume.Iscsi, (source, field, list) => DiskSourceValidation.Validate(source, volume.Name ?? "", path, field, list));
        Check("glusterfs", volume.Glusterfs, NetworkSourceValidation.Validate);
        Check("flocker", volume.Flocker, NetworkSourceValidation.Validate);
        Check("persistentVolumeClaim", volume.PersistentVolumeClaim, VolumeSourceValidation.Validate);
        Check("rbd", volume.Rbd, NetworkSourceValidation.Validate);
        Check("cinder", volume.Cinder, DiskSourceValidation.Validate);
        Check("cephfs", volume.Cephfs, NetworkSourceValidation.Validate);
        Check("quobyte", volume.Quobyte, NetworkSourceValidation.Validate);
        Check("downwardAPI", volume.DownwardAPI, ProjectedVolumeValidation.Validate);
        Check("fc", volume.Fc, DiskSourceValidation.Validate);
        Check("flexVolume", volume.FlexVolume, NetworkSourceValidation.Validate);
        Check("configMap", volume.ConfigMap, VolumeSourceValidation.Validate);
        Check("azureFile", volume.AzureFile, NetworkSourceValidation.Validate);
        Check("vsphereVolume", volume.VsphereVolume, DiskSourceValidation.Validate);
        Check("photonPersistentDisk", volume.PhotonPersistentDisk, DiskSourceValidation.Validate);
        Check("portworxVolume", volume.PortworxVolume, DiskSourceValidation.Validate);
        Check("azureDisk", volume.AzureDisk, DiskSourceValidation.Validate);
        Check("storageos", volume.Storageos, NetworkSourceValidation.Validate);
        Check("projected", volume.Projected, ProjectedVolumeValidation.Validate);
        Check("scaleIO", volume.ScaleIO, NetworkSourceValidation.Validate);
        Check("csi", volume.Csi, NetworkSourceValidation.Validate);
        Check("ephemeral", volume.Ephemeral, (source, field, list) => VolumeSourceValidation.Validate(source, podName, volume.Name ?? "", field, list));
        Check("image", volume.Image, (source, field, list) => VolumeSourceValidation.Validate(source, podName.Length > 0, field, list));
        if (sources == 0)
            faults.Required(path, "must specify a volume type");
    }
}
