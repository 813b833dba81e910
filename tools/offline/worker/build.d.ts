/** SHA-256 of offline.json, in hex: the build writes it before these scripts. */
declare const RELEASE: string;
