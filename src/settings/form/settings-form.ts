export const openSettingsForm = () => ({ close: () => undefined });
