/**
 * A ray tracer that draws with letters: three spheres over a chequered floor, one light, shadows and mirrors.
 *
 * <p>Floating-point work on many short-lived objects: every vector is a new one, so the collector has something to do.
 */
public class Rays {
    private static final String SHADES = " .:-=+*#%@";

    private record Vec(double x, double y, double z) {
        Vec plus(Vec o) {
            return new Vec(x + o.x, y + o.y, z + o.z);
        }

        Vec minus(Vec o) {
            return new Vec(x - o.x, y - o.y, z - o.z);
        }

        Vec times(double k) {
            return new Vec(x * k, y * k, z * k);
        }

        double dot(Vec o) {
            return x * o.x + y * o.y + z * o.z;
        }

        Vec unit() {
            return times(1 / Math.sqrt(dot(this)));
        }
    }

    /** Where a ray meets a thing. */
    private record Hit(double distance, Vec point, Vec normal, double brightness, double mirror) {}

    private interface Thing {
        /** The nearest meeting in front of the ray, or null. */
        Hit meet(Vec from, Vec direction);
    }

    private record Sphere(Vec centre, double radius, double brightness, double mirror) implements Thing {
        public Hit meet(Vec from, Vec direction) {
            Vec offset = from.minus(centre);
            double half = offset.dot(direction);
            double discriminant = half * half - offset.dot(offset) + radius * radius;
            if (discriminant < 0) {
                return null;
            }
            double distance = -half - Math.sqrt(discriminant);
            if (distance < 1e-6) {
                return null;
            }
            Vec point = from.plus(direction.times(distance));
            return new Hit(distance, point, point.minus(centre).unit(), brightness, mirror);
        }
    }

    private record Floor(double height) implements Thing {
        public Hit meet(Vec from, Vec direction) {
            double distance = (height - from.y) / direction.y;
            if (!(distance > 1e-6)) {
                return null;
            }
            Vec point = from.plus(direction.times(distance));
            boolean dark = (Math.floorMod((int) Math.floor(point.x), 2) == Math.floorMod((int) Math.floor(point.z), 2));
            return new Hit(distance, point, new Vec(0, 1, 0), dark ? 0.25 : 0.8, 0.1);
        }
    }

    private static final Thing[] THINGS = {
        new Sphere(new Vec(-1.4, 1, 5), 1, 0.9, 0.1),
        new Sphere(new Vec(1.1, 0.8, 4), 0.8, 0.4, 0.6),
        new Sphere(new Vec(0.2, 2.2, 7), 1.6, 0.7, 0.3),
        new Floor(0),
    };

    private static final Vec LIGHT = new Vec(-4, 7, -2);

    private static Hit nearest(Vec from, Vec direction) {
        Hit best = null;
        for (Thing thing : THINGS) {
            Hit hit = thing.meet(from, direction);
            if (hit != null && (best == null || hit.distance < best.distance)) {
                best = hit;
            }
        }
        return best;
    }

    private static double light(Vec from, Vec direction, int depth) {
        Hit hit = nearest(from, direction);
        if (hit == null || hit.distance > 40) {
            return 0.05;
        }
        Vec toLight = LIGHT.minus(hit.point);
        Vec towards = toLight.unit();
        Hit blocker = nearest(hit.point.plus(hit.normal.times(1e-4)), towards);
        boolean lit = blocker == null || blocker.distance * blocker.distance > toLight.dot(toLight);
        double diffuse = lit ? Math.max(0, hit.normal.dot(towards)) : 0;
        double own = hit.brightness * (0.15 + 0.85 * diffuse);
        if (depth == 0 || hit.mirror == 0) {
            return own;
        }
        Vec mirrored = direction.minus(hit.normal.times(2 * direction.dot(hit.normal)));
        double seen = light(hit.point.plus(hit.normal.times(1e-4)), mirrored, depth - 1);
        return own * (1 - hit.mirror) + seen * hit.mirror;
    }

    public static void main(String[] args) {
        int width = args.length > 0 ? Integer.parseInt(args[0]) : 72;
        int height = width * 10 / 24;
        Vec eye = new Vec(0, 1.6, -2);
        StringBuilder picture = new StringBuilder();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double x = (column + 0.5) / width * 2 - 1;
                double y = 0.7 - (row + 0.5) / height * 1.6;
                double shade = light(eye, new Vec(x * 0.75, y * 0.6, 1).unit(), 3);
                int index = (int) (Math.min(0.999, Math.max(0, shade)) * SHADES.length());
                picture.append(SHADES.charAt(index));
            }
            picture.append('\n');
        }
        System.out.print(picture);
    }
}

/* expect-output:
                                                                        
                                                                        
                                                                        
                                                                        
                                                                        
                                   ----                                 
                                =======--:                              
                              ===++=====--:.                            
                             -===+======--::.                           
                             ==========---::.                           
                            :=========---:::.                           
                        ***+:==+==*====---:..                           
                      #%###**+=-----=--::-:..                           
                    ##%%###**+=----==-::..-.....                        
              : :: +######**+==-.::::--.=........  : :  :               
::  ::   ::  :-   -+******++==-:.................. :  :::  ::  :::  ::  
----...---...----..++***+*++=-:..--... -.........   ..-....---...---..  
..=====....====....==++=+==--:....  ...:=-.......:::.----....----.....--
.....=====.....=====:------::...    ..==:==:=:.-.--......=====.....-----
+++++.......++++++............      .==.===..---.- .........=======.....
.+++++++.......+++++++.      ..+++++.....----....       .=======.......=
....++++++++........++++++++........++++++..        ..======........====
+++++++++.........+++++++++.........+++++++++.........++++++===.........
......**********....::::::*+++++++++.:...::::.++++++++++..........+=====
:..***********.....::::::******++**+::....:::..+++++++++++...........+++
************.......:::::************::::.::..::.++++++++++++............
::::::::::*************:::::::::::::****+++++++++.............++++++++++
::::::::**************::::::::::::::******++++++++..............++++++++
::::::***************:::::::::::::::*********++++++...............++++++
:::::***************::::::::.:::::::***********+++++...............+++++
*/
